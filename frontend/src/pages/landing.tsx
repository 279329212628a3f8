/** What somebody sees who is not logged in. */

import { DemoLogin } from "../parts/demo_login.js";
import { Drop } from "../parts/icons.js";
import { Page } from "../parts/page.js";
import { local } from "../local.js";

const THOUGHTS = [
  { text: "Water is just wet air.", by: "Ada", upvotes: 12 },
  { text: "Your future self is watching you through memories.", by: "Grace", upvotes: 27 },
  { text: "Nobody has ever been in an empty room.", by: "Alan", upvotes: 8 },
];

export function Landing() {
  return (
    <Page title="Dwipper" heading="Good ideas arrive wet.">
      <div class="landing">
        <p class="lead">
          Dwipper is where shower thoughts go before they evaporate. Write yours in 280 characters, and upvote the
          ones that make you stare at the tiles.
        </p>
        <div class="enter">
          <DemoLogin />
          <a class={local.value ? "button quiet" : "button"} href="/register">
            Register
          </a>
          <a class="button quiet" href="/login">
            Log in
          </a>
        </div>
        <div class="mirror">
          {THOUGHTS.map(({ text, by, upvotes }) => (
            <figure key={text}>
              <blockquote class="thought">{text}</blockquote>
              <figcaption>
                {by}
                <span>
                  <Drop /> {upvotes}
                </span>
              </figcaption>
            </figure>
          ))}
        </div>
      </div>
    </Page>
  );
}
