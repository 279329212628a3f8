/** Writes the built page to `dist/`. */

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { BUILT, bundled } from "./bundle.js";

const files = await bundled();
// New files first, old ones removed after that: a page that loads meanwhile finds what it names.
for (const [name, contents] of files) {
  await mkdir(dirname(BUILT + name), { recursive: true });
  await writeFile(BUILT + name, contents);
}
for (const entry of await readdir(BUILT, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !files.has(path.slice(BUILT.length))) await rm(path);
}
