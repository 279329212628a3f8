/** Light, dark, or as the device is set. */

import { effect, signal } from "@preact/signals";

import { keep, kept } from "./kept.js";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const theme = signal<Theme>(THEMES.find((name) => name === kept("theme")) ?? "auto");

effect(() => {
  document.documentElement.dataset["theme"] = theme.value;
  keep("theme", theme.value === "auto" ? undefined : theme.value);
});
