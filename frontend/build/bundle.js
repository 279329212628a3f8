/** The built page: every file that is served, by its path in `dist/`. */

import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

export const FOLDER = fileURLToPath(new URL("..", import.meta.url));
export const BUILT = `${FOLDER}dist/`;

/** Returns the files. Throws if the source does not compile. */
export async function bundled() {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  const page = await readFile(`${FOLDER}src/index.html`, "utf8");
  files.set("index.html", Buffer.from(await withAssets(page, files)));
  for (const name of await readdir(`${FOLDER}public`)) files.set(name, await readFile(`${FOLDER}public/${name}`));
  return files;
}

/**
 * Adds scripts and styles to the files, and returns the page with their names.
 * A name contains a hash of the content, so that browsers may keep the file forever.
 * @param {string} page
 * @param {Map<string, Uint8Array>} files
 */
async function withAssets(page, files) {
  const { outputFiles } = await build({
    absWorkingDir: FOLDER,
    entryPoints: { page: "src/main.tsx", first_paint: "src/first_paint.ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022", "chrome123", "firefox120", "safari17.5"],
    jsx: "automatic",
    jsxImportSource: "preact",
    entryNames: "assets/[name]-[hash]",
    outdir: BUILT,
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  let html = page;
  for (const { path, contents } of outputFiles) {
    const name = path.slice(BUILT.length);
    files.set(name, contents);
    html = html.replace(`/${name.replace(/-\w+(?=\.\w+$)/, "")}`, `/${name}`);
  }
  return html;
}
