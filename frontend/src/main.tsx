import "./style/main.css";
import "./theme.js";

import { effect } from "@preact/signals";
import { render } from "preact";

import { notices, notify } from "./announcer.js";
import { App, FOR_GUESTS } from "./app.js";
import { forgetDraft } from "./draft.js";
import { startKeys } from "./keys.js";
import { findLocal } from "./local.js";
import { loginNumber } from "./logins.js";
import { pendingEmail } from "./pending_email.js";
import { forgetAll } from "./queries/lists.js";
import { place, replace, startRouting } from "./routing.js";
import { resume, status } from "./session.js";
import { loadMe, me } from "./store/me.js";

startRouting();
startKeys();
void findLocal();
void resume();

// Leaves nothing of a login that has ended, in any tab and for any reason, to the next person at this device.
effect(() => {
  if (status.value === "logged in") {
    pendingEmail.value = "";
    notices.value = [];
    void loadMe();
  } else if (status.value === "logged out") {
    me.value = undefined;
    forgetAll();
    forgetDraft();
    if (loginNumber.peek()) notify("You are logged out.");
  }
});

effect(() => {
  if (status.value === "logged in" && place.value.path in FOR_GUESTS) replace("/");
});

const page = document.getElementById("page");
if (page) render(<App />, page);
