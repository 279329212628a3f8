/** The frame around every page, and which page is shown at which address. */

import type { VNode } from "preact";

import { announcement, dismiss, notices } from "./announcer.js";
import { isHelpOpen } from "./keys.js";
import { local } from "./local.js";
import { loginNumber } from "./logins.js";
import { isOnline } from "./online.js";
import { Confirm } from "./pages/confirm.js";
import { Everyones } from "./pages/everyones.js";
import { Favorites } from "./pages/favorites.js";
import { Forgot } from "./pages/forgot.js";
import { Landing } from "./pages/landing.js";
import { LogIn } from "./pages/log_in.js";
import { Mine } from "./pages/mine.js";
import { NotFound } from "./pages/not_found.js";
import { OneDwipp } from "./pages/one_dwipp.js";
import { Person } from "./pages/person.js";
import { Profile } from "./pages/profile.js";
import { Register } from "./pages/register.js";
import { Reset } from "./pages/reset.js";
import { Boundary } from "./parts/boundary.js";
import { Help } from "./parts/help.js";
import { Drop, Duck, Notes, Person as PersonIcon, Shower } from "./parts/icons.js";
import { Trouble } from "./parts/trouble.js";
import { everyones } from "./queries/lists.js";
import { place } from "./routing.js";
import { resume, resumeProblem, status } from "./session.js";

/** The pages of people who are not logged in. */
export const FOR_GUESTS: Record<string, () => VNode> = {
  "/login": () => <LogIn />,
  "/register": () => <Register />,
  "/confirm": () => <Confirm />,
  "/forgot": () => <Forgot />,
  "/reset": () => <Reset />,
};

const ID = "([\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12})"; // a UUID

/** The pages of people who are logged in; the group is an id. */
const OWN: readonly [RegExp, (id: string) => VNode][] = [
  [/^\/$/, () => <Everyones />],
  [/^\/me$/, () => <Profile />],
  [/^\/me\/dwipps$/, () => <Mine />],
  [/^\/me\/favorites$/, () => <Favorites />],
  [new RegExp(`^/users/${ID}$`, "i"), (id) => <Person key={id} id={id} />],
  [new RegExp(`^/dwipps/${ID}$`, "i"), (id) => <OneDwipp key={id} id={id} />],
];

function page(path: string): VNode {
  const forGuests = FOR_GUESTS[path];
  if (forGuests) return forGuests();
  for (const [pattern, show] of OWN) {
    const match = pattern.exec(path);
    if (!match) continue;
    if (status.value === "logged in") return show(match[1] ?? "");
    return path === "/" ? <Landing /> : <LogIn />;
  }
  return <NotFound />;
}

export function App() {
  const isIn = status.value === "logged in";
  const isResuming = status.value === "unknown" && !resumeProblem.value;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class={status.value === "logged out" ? "top out" : "top"}>
        <a class="brand" href="/">
          <Drop />
          Dwipper
        </a>
        {isIn && <Navigation />}
      </header>
      {!isOnline.value && (
        <p class="banner" role="status">
          You are offline. What is loaded can be read; the rest waits for the water to come back.
        </p>
      )}
      <main id="main" tabIndex={-1} key={`${loginNumber.value} ${place.value.key}`}>
        <Boundary>{status.value === "unknown" ? <Resuming /> : page(place.value.path)}</Boundary>
      </main>
      {!isResuming && <Footer /> /* it would shift when the page comes */}
      <Help />
      <Notices />
    </>
  );
}

/** Before it is known whether somebody is logged in. */
function Resuming() {
  const problem = resumeProblem.value;
  if (!problem) return <div aria-busy="true" />;
  return <Trouble problem={problem} again={resume} />;
}

const LINKS = [
  ["/", "Feed", Shower],
  ["/me/dwipps", "Mine", Notes],
  ["/me/favorites", "Favorites", Duck],
  ["/me", "Profile", PersonIcon],
] as const;

function Navigation() {
  const { path } = place.value;
  return (
    <nav aria-label="Main">
      {LINKS.map(([href, name, Icon]) => (
        <a
          key={href}
          href={href}
          aria-current={path === href ? "page" : undefined}
          onClick={() => href === "/" && everyones().showHeld()}
        >
          <Icon />
          {name}
        </a>
      ))}
    </nav>
  );
}

function Footer() {
  return (
    <footer class="foot">
      <button type="button" class="plain" onClick={() => (isHelpOpen.value = true)}>
        Keyboard shortcuts
      </button>
      <a href="/api/v1/docs" data-away>
        API
      </a>
      {local.value && (
        <a href={local.value.mailbox} data-away>
          Mailbox
        </a>
      )}
    </footer>
  );
}

/** What is said, and what is shown for a moment. */
function Notices() {
  return (
    <>
      <div class="unseen" role="status">
        {announcement.value}
      </div>
      <div class="notices" role="status">
        {notices.value.map(({ id, text, isFailure }) => (
          <p key={id} class={isFailure ? "failure" : ""}>
            {text}
            <button type="button" class="plain" aria-label="Dismiss" onClick={() => dismiss(id)}>
              ×
            </button>
          </p>
        ))}
      </div>
    </>
  );
}
