/** Something failed: what, and what to do. */

import type { Problem } from "dwipper-client";

import { wordsFor } from "../words/problems.js";

export function Trouble({ problem, again }: { problem: Problem; again?: () => void }) {
  return (
    <div class="trouble" role="alert">
      <p>{wordsFor(problem)}</p>
      {again && (
        <button type="button" class="quiet" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}
