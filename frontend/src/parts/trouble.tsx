/** Something failed: what, and what to do. It is tried again by itself when the network is back. */

import type { Problem } from "dwipper-client";
import { useLayoutEffect } from "preact/hooks";

import { wordsFor } from "../words/problems.js";
import { Action } from "./action.js";

export function Trouble({ problem, again }: { problem: Problem; again?: () => Promise<unknown> }) {
  useLayoutEffect(() => {
    if (!again) return undefined;
    const retry = () => void again();
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, [again]);
  return (
    <div class="trouble" role="alert">
      <p>{problem.errors?.map(({ message }) => message).join(" ") || wordsFor(problem)}</p>
      {again && (
        <Action class="quiet" act={again}>
          Try again
        </Action>
      )}
    </div>
  );
}
