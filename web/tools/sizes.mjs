// Prints what the built page weighs, compressed, and fails when it has grown beyond what was promised. Data (JSON) is apart.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const PAGE_MAX = 450_000;
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ name: path.slice(dist.length + 1), plain: readFileSync(path).length, packed: gzipSync(readFileSync(path), { level: 9 }).length }))
  .sort((one, other) => other.packed - one.packed);

const sum = (some) => some.reduce((total, file) => total + file.packed, 0);
const isData = (file) => file.name.endsWith('.json') || file.name.endsWith('.geojson');
const page = sum(files.filter((file) => !isData(file)));
for (const file of files) console.log(`${String(file.packed).padStart(8)}  ${String(file.plain).padStart(8)}  ${file.name}`);
console.log(`page ${page} bytes compressed of at most ${PAGE_MAX}; data ${sum(files.filter(isData))}`);
if (page > PAGE_MAX) process.exit(1);
