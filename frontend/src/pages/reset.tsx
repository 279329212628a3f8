import { CodeField, CodeIsOnItsWay, codeOf, EmailField, NewPasswordField } from "../parts/account_fields.js";
import { Form } from "../parts/form.js";
import { Page } from "../parts/page.js";
import { pendingEmail } from "../pending_email.js";
import { api } from "../session.js";
import { enter } from "./confirm.js";

export function Reset() {
  return (
    <Page title="Choose a new password">
      <div class="card">
        <CodeIsOnItsWay />
        <Form
          label="Choose a new password"
          button="Save and log in"
          send={(typed) =>
            api.POST("/api/v1/passwords/reset", {
              body: { email: typed("email"), code: codeOf(typed), password: typed("password") },
            })
          }
          onDone={(typed) => enter(typed("email"), typed("password"))}
        >
          <EmailField value={pendingEmail.value} />
          <CodeField />
          <NewPasswordField label="New password" />
        </Form>
        <p class="aside">
          <a href="/login">Log in</a> <a href="/forgot">Send me another code</a>
        </p>
      </div>
    </Page>
  );
}
