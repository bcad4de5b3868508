"""Reads the CSV and the Parquet exports with pandas, pyarrow and DuckDB: python tables.py csv.csv parquet.parquet [FOLDER]"""

import sys

import duckdb
import pandas
import pyarrow.parquet

csv_path, parquet_path, *folder = sys.argv[1:]
sheet = pandas.read_csv(csv_path)
table = pyarrow.parquet.read_table(parquet_path)
frame = pandas.read_parquet(parquet_path)
query = duckdb.sql(f"select * from '{parquet_path}'")

assert len(sheet) == len(frame) == table.num_rows == len(query.fetchall())
assert list(sheet["event"]) == list(frame["event"])
assert list(sheet["status"]) == list(frame["status"])
joined = frame["actors"].map("; ".join)
# A leading apostrophe keeps spreadsheets from taking text for a formula.
assert list(sheet["actors"].fillna("").str.removeprefix("'")) == list(joined)
days = duckdb.sql(f"select min(day), max(day), count(*) from '{parquet_path}'").fetchall()
sides = duckdb.sql(f"select unnest(actors) as actor, count(*) from '{parquet_path}' group by 1 order by 2 desc limit 5").fetchall()
print(days, sides)
if folder:
    months = duckdb.sql(f"select year, month, count(*) from read_parquet('{folder[0]}/*/*/*.parquet', hive_partitioning = true) group by all")
    print(months.fetchall())
    again = pyarrow.parquet.read_table(folder[0])
    assert again.num_rows == len(sheet)
print(f"tables: {len(sheet)} rows read")
