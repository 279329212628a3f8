/** Checks that `dist/` is what the source says, and what a visitor has to load. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { BUILT, bundled } from "./bundle.js";

const MOST_SCRIPT = 35_000; // bytes, gzipped
const MOST = 60_000; // of all files

const built = await bundled();
/** @type {string[]} */
const complaints = [];

for (const [name, contents] of built) {
  const committed = await readFile(BUILT + name).catch(() => undefined);
  if (!committed?.equals(contents)) complaints.push(`frontend/dist/${name} is not what the source says`);
}
for (const entry of await readdir(BUILT, { recursive: true, withFileTypes: true }).catch(() => [])) {
  const name = join(entry.parentPath, entry.name).slice(BUILT.length);
  if (entry.isFile() && !built.has(name)) complaints.push(`frontend/dist/${name} is not built from the source`);
}
if (complaints.length) complaints.push("write it with `make frontend`");

const sizes = [...built].map(([name, contents]) => ({ name, size: gzipSync(contents, { level: 9 }).length }));
const all = sum(sizes);
const script = sum(sizes.filter(({ name }) => name.endsWith(".js")));
console.log(`frontend/dist gzipped: ${kilobytes(script)} of script, ${kilobytes(all)} in all`);
if (script > MOST_SCRIPT) complaints.push(`the script is larger than ${kilobytes(MOST_SCRIPT)}`);
if (all > MOST) complaints.push(`all files are larger than ${kilobytes(MOST)}`);

for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length ? 1 : 0;

/** @param {{ size: number }[]} files */
function sum(files) {
  return files.reduce((total, { size }) => total + size, 0);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
