/** The documentation, whose Authorize takes an email and a password as well as a token. */

/** Adds a form to Swagger UI's dialog for tokens: a login sets the token that it gives. */
function logInPlugin({ React, authActions }) {
  const { createElement: make, Fragment, useState } = React;

  function field(label, attributes, value, onChange) {
    const input = make("input", { ...attributes, value, onChange: (event) => onChange(event.target.value) });
    return make("label", null, label, input);
  }

  function LogIn({ name, schema }) {
    const [email, setEmail] = useState("");
    const [password, setPassword] = useState("");
    const [problem, setProblem] = useState("");

    async function logIn() {
      try {
        const value = await accessToken(email, password);
        authActions.authorize({ [name]: { name, schema, value } });
      } catch (error) {
        setProblem(error.message);
      }
    }

    // The dialog is a form already, which would submit an empty token.
    function onKeyDown(event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      logIn();
    }

    return make(
      "div",
      { className: "log-in", onKeyDown },
      make("h4", null, "Log in"),
      field("Email", { type: "email", autoComplete: "username", autoFocus: true }, email, setEmail),
      field("Password", { type: "password", autoComplete: "current-password" }, password, setPassword),
      problem && make("p", { role: "alert" }, problem),
      make("button", { type: "button", className: "btn authorize", onClick: logIn }, "Log in"),
      make("p", null, "Or paste the access token of a login:"),
    );
  }

  const withLogIn = (Original) => (props) =>
    make(Fragment, null, props.authorized?.has(props.name) ? null : make(LogIn, props), make(Original, props));
  return { wrapComponents: { HttpAuth: withLogIn } };
}

/** Throws an Error in words for people. */
async function accessToken(email, password) {
  const answer = await fetch("sessions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email, password }),
  }).catch(() => {
    throw new Error("The API does not answer.");
  });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(content.detail ?? content.message ?? `The API answered ${answer.status}.`);
  return content.access_token;
}

SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  tryItOutEnabled: true,
  plugins: [logInPlugin],
});
