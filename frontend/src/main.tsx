import "./style/main.css";
import "./theme.js";

import { effect } from "@preact/signals";
import { render } from "preact";

import { notices, notify } from "./announcer.js";
import { App, FOR_GUESTS } from "./app.js";
import { forgetDraft } from "./draft.js";
import { startKeys } from "./keys.js";
import { findLocal } from "./local.js";
import { endedLogins } from "./logins.js";
import { isOnline } from "./online.js";
import { pendingEmail } from "./pending_email.js";
import { forgetAll } from "./queries/lists.js";
import { place, replace, startRouting } from "./routing.js";
import { resume, status } from "./session.js";
import { loadMe, me } from "./store/me.js";

startRouting();
startKeys();
void findLocal();

let wasIn = false;

// Leaves nothing of a login that has ended, in any tab and for any reason, to the next person at this device.
effect(() => {
  const isIn = status.value === "logged in";
  if (isIn) {
    pendingEmail.value = "";
    notices.value = [];
    void loadMe();
  } else {
    me.value = undefined;
    forgetAll();
    if (status.value === "logged out") forgetDraft();
    if (wasIn) {
      endedLogins.value += 1;
      notify("You are logged out.");
    }
  }
  wasIn = isIn;
});

effect(() => {
  if (status.value === "logged in" && place.value.path in FOR_GUESTS) replace("/");
});

effect(() => {
  if (isOnline.value && status.peek() === "unknown") void resume();
});

const page = document.getElementById("page");
if (page) render(<App />, page);
