import "./style/main.css";
import "./theme.js";

import { effect } from "@preact/signals";
import { render } from "preact";

import { App } from "./app.js";
import { startKeys } from "./keys.js";
import { findLocal } from "./local.js";
import { forgetAll } from "./queries/lists.js";
import { startRouting } from "./routing.js";
import { status } from "./session.js";
import { loadMe, me } from "./store/me.js";

startRouting();
startKeys();
void findLocal();

effect(() => {
  if (status.value === "in") {
    void loadMe();
  } else {
    me.value = undefined;
    forgetAll();
  }
});

const page = document.getElementById("page");
if (page) render(<App />, page);
