/** One click into the demo, on a laptop. */

import { useSignal } from "@preact/signals";
import type { Problem } from "dwipper-client";

import { local } from "../local.js";
import { logIn } from "../session.js";
import { Action } from "./action.js";
import { Trouble } from "./trouble.js";

export function DemoLogin() {
  const problem = useSignal<Problem | undefined>(undefined);
  const demo = local.value?.demo;
  if (!demo) return null;
  return (
    <>
      <Action class="demo" act={async () => (problem.value = (await logIn(demo)).error)}>
        Log in as Ada (demo)
      </Action>
      {problem.value && <Trouble problem={problem.value} />}
    </>
  );
}
