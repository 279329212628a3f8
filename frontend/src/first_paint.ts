/** Runs before the first paint, which has the chosen theme then. The page's other scripts run after it. */

import { kept } from "./kept.js";

document.documentElement.dataset["theme"] = kept("theme") ?? "auto";
