/** Forms that send their fields to the API, and show under each field what it says of it. */

import { signal, useSignal } from "@preact/signals";
import type { Answer, Problem } from "dwipper-client";
import { type ComponentChildren, createContext, type InputHTMLAttributes } from "preact";
import { useContext, useEffect, useId, useRef } from "preact/hooks";

import { loginNumber } from "../logins.js";
import { wordsFor } from "../words/problems.js";

/** Returns what was typed into the field of this name. */
export type Typed = (name: string) => string;

interface FormProps {
  label: string;
  /** On the button. */
  button: string;
  send: (typed: Typed) => Promise<Answer<unknown>>;
  onDone?: (typed: Typed) => unknown;
  children: ComponentChildren;
}

const Failed = createContext(signal<Problem | undefined>(undefined));

export function Form({ label, button, send, onDone, children }: FormProps) {
  const problem = useSignal<Problem | undefined>(undefined);
  const isBusy = useSignal(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (problem.value) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem.value]);

  async function submit(typed: Typed) {
    if (isBusy.value) return;
    isBusy.value = true;
    const login = loginNumber.peek();
    const { error } = await send(typed);
    problem.value = error;
    if (!error && loginNumber.peek() === login) await onDone?.(typed);
    isBusy.value = false;
  }

  return (
    <form
      ref={form}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        void submit((name) => String(fields.get(name) ?? ""));
      }}
    >
      <Failed.Provider value={problem}>{children}</Failed.Provider>
      {problem.value && (
        <p class="trouble" role="alert">
          {wordsFor(problem.value)}
        </p>
      )}
      <button type="submit" aria-disabled={isBusy.value}>
        {isBusy.value ? "One moment…" : button}
      </button>
    </form>
  );
}

interface FieldProps {
  /** The field's name in the API. */
  name: string;
  label: string;
  type?: "text" | "email" | "password";
  autoComplete: string;
  /** What it holds until somebody types. */
  value?: string | undefined;
  hint?: string;
  inputMode?: "numeric";
  isOptional?: boolean;
  children?: ComponentChildren;
}

export function Field({ name, label, hint, value, isOptional = false, children, ...input }: FieldProps) {
  const id = useId();
  const problem = useContext(Failed).value;
  const error = problem?.errors?.find(({ location }) => location === `body.${name}`)?.message;
  return (
    <div class="field">
      <label for={id}>
        {label} {isOptional && <small>optional</small>}
      </label>
      <input
        {...(input as InputHTMLAttributes<HTMLInputElement>)}
        defaultValue={value ?? ""}
        id={id}
        name={name}
        required={!isOptional}
        aria-invalid={Boolean(error)}
        aria-describedby={`${id}-hint ${id}-error`}
        spellcheck={false}
      />
      {children}
      {hint && (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}
      <small id={`${id}-error`} class="field-error">
        {error}
      </small>
    </div>
  );
}
