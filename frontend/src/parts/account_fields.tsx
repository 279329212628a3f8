/** The fields that the forms of accounts have in common. */

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { local, newestCode } from "../local.js";
import { SHORTEST_PASSWORD } from "../limits.js";
import { pendingEmail } from "../pending_email.js";
import { Action } from "./action.js";
import { Field, type Typed } from "./form.js";

export const EmailField = ({ value }: { value?: string | undefined }) => (
  <Field name="email" label="Email" type="email" autoComplete="username" value={value} />
);

export const NewPasswordField = ({ name = "password", label = "Password" }: { name?: string; label?: string }) => (
  <Field
    name={name}
    label={label}
    type="password"
    autoComplete="new-password"
    hint={`At least ${SHORTEST_PASSWORD} characters, with a, A and 1 among them, and no spaces.`}
  />
);

/** Says where the code is, to somebody who has just asked for one. */
export const CodeIsOnItsWay = () =>
  pendingEmail.value ? (
    <p>
      If <strong>{pendingEmail.value}</strong> can receive a code, it is on its way.
    </p>
  ) : null;

/** Returns the digits of the code: people paste it with spaces. */
export const codeOf = (typed: Typed) => typed("code").replaceAll(/\s/g, "");

/** The code of a mail. On a laptop a click takes it from the mailbox. */
export function CodeField() {
  const box = useRef<HTMLDivElement>(null);
  const isMissing = useSignal(false);

  async function fillIn() {
    const field = (name: string) => box.current?.closest("form")?.elements.namedItem(name) as HTMLInputElement | null;
    const code = await newestCode(field("email")?.value ?? "");
    isMissing.value = code === undefined;
    const input = field("code");
    if (!input || code === undefined) return;
    input.value = code;
    input.focus();
  }

  return (
    <div ref={box}>
      <Field
        name="code"
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        hint="The six digits of the mail."
      >
        {local.value && (
          <Action class="quiet fill-in" act={fillIn}>
            Fill in the code from the mailbox
          </Action>
        )}
      </Field>
      {isMissing.value && (
        <p class="trouble" role="alert">
          The mailbox has no code for this address.
        </p>
      )}
    </div>
  );
}
