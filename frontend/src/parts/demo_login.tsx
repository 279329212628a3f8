/** One click into the demo, on a laptop. */

import { useSignal } from "@preact/signals";
import type { Problem } from "dwipper-client";

import { local } from "../local.js";
import { logIn } from "../session.js";
import { Trouble } from "./trouble.js";

export function DemoLogin() {
  const isBusy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const demo = local.value?.demo;
  if (!demo) return null;
  async function enter(login: { email: string; password: string }) {
    if (isBusy.value) return;
    isBusy.value = true;
    problem.value = (await logIn(login)).error;
    isBusy.value = false;
  }
  return (
    <>
      <button type="button" class="demo" aria-disabled={isBusy.value} onClick={() => void enter(demo)}>
        {isBusy.value ? "One moment…" : "Log in as Ada (demo)"}
      </button>
      {problem.value && <Trouble problem={problem.value} />}
    </>
  );
}
