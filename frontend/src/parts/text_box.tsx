/** A box for a Dwipp's text, and how many characters are left. */

import type { RefObject } from "preact";
import { useId } from "preact/hooks";

import { LONGEST_TEXT } from "../limits.js";
import { lengthOf } from "../words/text.js";

interface TextBoxProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  placeholder: string;
  /** Whether it is being sent: what is typed meanwhile would be lost. */
  isBusy: boolean;
  box: RefObject<HTMLTextAreaElement | null>;
}

const FEW = 40; // characters left at which the meter warns

export function isSendable(text: string): boolean {
  const length = lengthOf(text);
  return length > 0 && length <= LONGEST_TEXT;
}

export function TextBox({ label, text, onText, onSend, placeholder, isBusy, box }: TextBoxProps) {
  const id = useId();
  const left = LONGEST_TEXT - lengthOf(text);
  return (
    <div class="text-box">
      <textarea
        ref={box}
        aria-label={label}
        aria-describedby={id}
        aria-invalid={left < 0}
        placeholder={placeholder}
        readOnly={isBusy}
        rows={2}
        dir="auto"
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSend();
        }}
      />
      <div class="left">
        <meter
          min={0}
          max={LONGEST_TEXT}
          high={LONGEST_TEXT - FEW}
          optimum={0}
          value={LONGEST_TEXT - left}
          aria-label="Characters"
        />
        <span id={id} class={left < 0 ? "over" : ""}>
          {left < 0 ? `${-left} too many` : `${left} left`}
        </span>
      </div>
    </div>
  );
}
