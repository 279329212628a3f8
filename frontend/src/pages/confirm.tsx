import { CodeField, CodeIsOnItsWay, codeOf, EmailField, NewPasswordField } from "../parts/account_fields.js";
import { notify } from "../announcer.js";
import { Action } from "../parts/action.js";
import { Field, Form } from "../parts/form.js";
import { Page } from "../parts/page.js";
import { pendingEmail } from "../pending_email.js";
import { go } from "../routing.js";
import { api, logIn, status } from "../session.js";
import { wordsFor } from "../words/problems.js";

export function Confirm() {
  return (
    <Page title="Confirm your registration">
      <div class="card">
        <CodeIsOnItsWay />
        <Form
          label="Confirm your registration"
          button="Confirm"
          send={(typed) =>
            api.POST("/api/v1/accounts/confirm", {
              body: {
                email: typed("email"),
                code: codeOf(typed),
                password: typed("password"),
                display_name: typed("display_name") || null,
              },
            })
          }
          onDone={(typed) => enter(typed("email"), typed("password"))}
        >
          <EmailField value={pendingEmail.value} />
          <CodeField />
          <Field
            name="display_name"
            label="Name"
            autoComplete="nickname"
            hint="What others see. You can change it later."
            isOptional
          />
          <NewPasswordField />
        </Form>
        {pendingEmail.value && (
          <Action class="quiet" act={sendAnother}>
            Send another code
          </Action>
        )}
        <p class="aside">
          <a href="/login">Log in</a> {!pendingEmail.value && <a href="/register">I have no code</a>}
        </p>
      </div>
    </Page>
  );
}

/** Logs in with what was just chosen. */
export async function enter(email: string, password: string): Promise<void> {
  const { error } = await logIn({ email, password });
  if (!error || status.peek() === "logged in") return; // also if somebody else has logged in meanwhile
  notify(wordsFor(error), true);
  go("/login");
}

async function sendAnother(): Promise<void> {
  const { error } = await api.POST("/api/v1/accounts/confirm/resend", { body: { email: pendingEmail.value } });
  if (error) notify(wordsFor(error), true);
  else notify("Another code is on its way. It replaces the one before.");
}
