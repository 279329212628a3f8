import { DemoLogin } from "../parts/demo_login.js";
import { EmailField } from "../parts/account_fields.js";
import { Field, Form } from "../parts/form.js";
import { Page } from "../parts/page.js";
import { logIn } from "../session.js";

export function LogIn() {
  return (
    <Page title="Log in">
      <div class="card">
        <Form
          label="Log in"
          button="Log in"
          send={(typed) => logIn({ email: typed("email"), password: typed("password") })}
        >
          <EmailField />
          <Field name="password" label="Password" type="password" autoComplete="current-password" />
        </Form>
        <DemoLogin />
        <p class="aside">
          <a href="/forgot">Forgot your password?</a> <a href="/register">Register</a>
        </p>
      </div>
    </Page>
  );
}
