import { EmailField } from "../parts/account_fields.js";
import { Form } from "../parts/form.js";
import { Page } from "../parts/page.js";
import { pendingEmail } from "../pending_email.js";
import { go } from "../routing.js";
import { api } from "../session.js";

export function Register() {
  return (
    <Page title="Register">
      <div class="card">
        <p>We mail you a code. With it you choose your name and your password.</p>
        <Form
          label="Register"
          button="Send me a code"
          send={(typed) => api.POST("/api/v1/accounts", { body: { email: typed("email") } })}
          onDone={(typed) => {
            pendingEmail.value = typed("email");
            go("/confirm");
          }}
        >
          <EmailField value={pendingEmail.value} />
        </Form>
        <p class="aside">
          <a href="/login">Log in</a> <a href="/confirm">I have a code</a>
        </p>
      </div>
    </Page>
  );
}
