/** Compiles the unit tests and runs them by Node's test runner. */

import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";

import { build } from "esbuild";

import { FOLDER } from "./bundle.js";

const tests = (await readdir(`${FOLDER}tests`)).filter((name) => name.endsWith(".test.ts"));
const compiled = await mkdtemp(`${FOLDER}node_modules/.tests-`);
await build({
  absWorkingDir: FOLDER,
  entryPoints: tests.map((name) => `tests/${name}`),
  bundle: true,
  platform: "node",
  format: "esm",
  jsx: "automatic",
  jsxImportSource: "preact",
  sourcemap: "inline",
  outdir: compiled,
  outExtension: { ".js": ".mjs" },
});
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", "--test-reporter=spec", compiled], {
  cwd: FOLDER,
  stdio: "inherit",
});
await rm(compiled, { recursive: true });
process.exitCode = run.status ?? 1;
