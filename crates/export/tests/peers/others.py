"""Reads the other exports with the libraries of their users: python others.py FOLDER (with files named as the golden ones)."""

import csv
import json
import pathlib
import sys

import docx
import followthemoney
import icalendar
import networkx

folder = pathlib.Path(sys.argv[1])

entities = [json.loads(line) for line in (folder / "ftm.jsonl").open(encoding="utf-8")]
ids = set()
for data in entities:
    schema = followthemoney.model.get(data["schema"])
    schema.validate(data)
    proxy = followthemoney.model.get_proxy(data)
    for name, values in data["properties"].items():
        assert len(proxy.get(name)) == len(set(values)), (name, values, proxy.get(name))
    ids.add(data["id"])
assert len(ids) == len(entities)
for data in entities:
    for name in ("subject", "object", "document", "resolved", "proof", "involved", "organizer"):
        assert set(data["properties"].get(name, [])) <= ids, (data["id"], name)
print(f"ftm: {len(entities)} entities")

graph = networkx.read_graphml(folder / "graphml.graphml")
assert graph.is_directed()
print(f"graphml: {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges", list(graph.edges(data=True))[:1])

collection = json.loads((folder / "geojson.geojson").read_text(encoding="utf-8"))
assert collection["type"] == "FeatureCollection"
for feature in collection["features"]:
    east, north = feature["geometry"]["coordinates"]
    assert -180 <= east <= 180 and -90 <= north <= 90
print(f"geojson: {len(collection['features'])} features")

data = (folder / "ics.ics").read_bytes()
assert all(len(line) <= 75 for line in data.split(b"\r\n"))
calendar = icalendar.Calendar.from_ical(data)
meetings = list(calendar.walk("VEVENT"))
for meeting in meetings:
    assert meeting.decoded("dtend") > meeting.decoded("dtstart")
print(f"ics: {len(meetings)} meetings", [str(meeting["summary"]) for meeting in meetings])

lines = [json.loads(line) for line in (folder / "plover.jsonl").open(encoding="utf-8")]
assert all(line["date"] and line["event"] and isinstance(line["actor"], list) for line in lines)
print(f"plover: {len(lines)} lines")

for name, delimiter in (("dna.csv", ";"), ("ktab.csv", ",")):
    rows = list(csv.reader((folder / name).open(encoding="utf-8", newline=""), delimiter=delimiter))
    widths = {len(row) for row in rows[1 if name == "ktab.csv" else 0:]}
    assert len(widths) == 1, (name, widths)
    print(f"{name}: {len(rows)} lines of {widths}")

document = docx.Document(folder / "docx.docx")
notes = [part for part in document.part.package.iter_parts() if part.partname.endswith("footnotes.xml")]
assert len(document.tables) == 1 and len(notes) == 1
print(f"docx: {len(document.tables[0].rows)} rows, {notes[0].blob.count(b'<w:footnote ')} footnotes")
