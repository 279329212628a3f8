import { EmailField } from "../parts/account_fields.js";
import { Form } from "../parts/form.js";
import { Page } from "../parts/page.js";
import { pendingEmail } from "../pending_email.js";
import { go } from "../routing.js";
import { api } from "../session.js";

export function Forgot() {
  return (
    <Page title="Forgot your password?">
      <div class="card">
        <p>It happens to the best in the shower. We mail you a code, and with it you choose a new one.</p>
        <Form
          label="Forgot your password"
          button="Send me a code"
          send={(typed) => api.POST("/api/v1/passwords/forgot", { body: { email: typed("email") } })}
          onDone={(typed) => {
            pendingEmail.value = typed("email");
            go("/reset");
          }}
        >
          <EmailField value={pendingEmail.value} />
        </Form>
        <p class="aside">
          <a href="/login">Log in</a> <a href="/reset">I have a code</a>
        </p>
      </div>
    </Page>
  );
}
