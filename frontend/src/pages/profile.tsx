/** The own profile: name, password, looks, devices, leaving. */

import { useSignal } from "@preact/signals";
import type { Answer, Problem } from "dwipper-client";
import { Fragment } from "preact";
import { useEffect } from "preact/hooks";

import { notify } from "../announcer.js";
import { areKeysOn } from "../keys.js";
import { NewPasswordField } from "../parts/account_fields.js";
import { Action } from "../parts/action.js";
import { Question } from "../parts/dialogs.js";
import { Field, Form } from "../parts/form.js";
import { Page } from "../parts/page.js";
import { Trouble } from "../parts/trouble.js";
import { go } from "../routing.js";
import { api, leave, logOut, logOutEverywhere, status } from "../session.js";
import { loadMe, me } from "../store/me.js";
import { theme, THEMES } from "../theme.js";
import { wordsFor } from "../words/problems.js";

export function Profile() {
  const problem = useSignal<Problem | undefined>(undefined);
  const load = async () => {
    problem.value = await loadMe();
  };
  useEffect(() => void load(), []);
  return (
    <Page title="My profile">
      {problem.value && <Trouble problem={problem.value} again={load} />}
      <p class="lead">{me.value?.email}</p>
      {me.value && <Name name={me.value.display_name} />}
      <Password />
      <Looks />
      <Devices />
      <Leave />
    </Page>
  );
}

/** It comes with the name: one that came later would mix with what is typed. */
function Name({ name }: { name: string }) {
  return (
    <section class="card">
      <h2>Name</h2>
      <Form
        label="Name"
        button="Save the name"
        send={(typed) => api.PATCH("/api/v1/me", { body: { display_name: typed("display_name") } })}
        onDone={() => {
          void loadMe();
          notify("Your name is saved. It appears on your Dwipps within seconds.");
        }}
      >
        <Field name="display_name" label="Name" autoComplete="nickname" value={name} />
      </Form>
    </section>
  );
}

function Password() {
  const sent = useSignal(0);
  return (
    <section class="card">
      <h2>Password</h2>
      <Form
        label="Password"
        button="Change the password"
        send={(typed) =>
          api.PUT("/api/v1/me/password", {
            body: { current_password: typed("current_password"), new_password: typed("new_password") },
          })
        }
        onDone={() => {
          sent.value += 1;
          notify("Your password is changed. Your other devices stay logged in, until you log out on all devices.");
        }}
      >
        <Fragment key={sent.value}>
          <Field name="current_password" label="Current password" type="password" autoComplete="current-password" />
          <NewPasswordField name="new_password" label="New password" />
        </Fragment>
      </Form>
    </section>
  );
}

const THEME_NAMES = { auto: "Like this device", light: "Light", dark: "Dark" } as const;

function Looks() {
  return (
    <section class="card">
      <h2>This browser</h2>
      <fieldset>
        <legend>Colours</legend>
        {THEMES.map((name) => (
          <label key={name} class="choice">
            <input type="radio" name="theme" checked={theme.value === name} onChange={() => (theme.value = name)} />
            {THEME_NAMES[name]}
          </label>
        ))}
      </fieldset>
      <label class="choice">
        <input type="checkbox" checked={areKeysOn.value} onChange={() => (areKeysOn.value = !areKeysOn.value)} />
        Keyboard shortcuts (? shows them)
      </label>
    </section>
  );
}

/** Ends the login by a call, and leaves the profile. Returns what failed. */
async function endBy(call: () => Promise<Answer<unknown>>, words?: string): Promise<Problem | undefined> {
  const { error } = await call();
  if (error || status.peek() === "logged in") return error; // somebody else has logged in meanwhile
  if (words) notify(words);
  go("/");
  return undefined;
}

async function logOutBy(call: () => Promise<Answer<unknown>>): Promise<void> {
  const error = await endBy(call);
  if (error) notify(wordsFor(error), true);
}

function Devices() {
  return (
    <section class="card">
      <h2>Log out</h2>
      <div class="buttons">
        <Action act={() => logOutBy(logOut)}>Log out</Action>
        <Action class="quiet" act={() => logOutBy(logOutEverywhere)}>
          Log out on all devices
        </Action>
      </div>
    </section>
  );
}

function Leave() {
  const isQuestioned = useSignal(false);
  return (
    <section class="card">
      <h2>Leave</h2>
      <p>Your account is deleted with everything that you wrote and liked.</p>
      <button type="button" class="danger" onClick={() => (isQuestioned.value = true)}>
        Delete my account
      </button>
      {isQuestioned.value && (
        <Question
          title="Delete your account?"
          yes="Delete my account"
          onYes={() => endBy(leave, "Your account is deleted.")}
          onClose={() => (isQuestioned.value = false)}
        >
          <p>All your Dwipps, upvotes and favorites go with it. Nobody can bring them back, not even we.</p>
        </Question>
      )}
    </section>
  );
}
