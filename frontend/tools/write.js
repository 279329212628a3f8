/** Writes the built page to `dist/`; with `--watch` again after each edit, until it is stopped. */

import { watch } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { BUILT, bundled, FOLDER } from "./bundle.js";

const SETTLED = 50; // milliseconds without another event after an edit

/** Writes new files before it removes old ones, so that a page that loads meanwhile finds what it names. */
async function write() {
  const files = await bundled();
  for (const [name, contents] of files) {
    await mkdir(dirname(BUILT + name), { recursive: true });
    await writeFile(BUILT + name, contents);
  }
  for (const old of await readdir(BUILT, { recursive: true, withFileTypes: true })) {
    const path = `${old.parentPath}/${old.name}`.replace("//", "/");
    if (old.isFile() && !files.has(path.slice(BUILT.length))) await rm(path);
  }
}

async function writeAndTell() {
  await write().then(
    () => console.log(`${new Date().toLocaleTimeString()} frontend/dist is written`),
    (/** @type {Error} */ error) => console.error(error.message),
  );
}

if (process.argv.includes("--watch")) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void writeAndTell(), SETTLED);
  };
  for (const watched of ["src", "public", "index.html"]) watch(FOLDER + watched, { recursive: true }, later);
  await writeAndTell();
} else {
  await write();
}
