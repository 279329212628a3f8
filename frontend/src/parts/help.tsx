/** The keyboard shortcuts. */

import { areKeysOn, isHelpOpen, KEYS } from "../keys.js";
import { Close, Dialog } from "./dialogs.js";

export function Help() {
  if (!isHelpOpen.value) return null;
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => (isHelpOpen.value = false)}>
      <dl class="keys">
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <label class="choice">
        <input type="checkbox" checked={areKeysOn.value} onChange={() => (areKeysOn.value = !areKeysOn.value)} />
        Keyboard shortcuts are on
      </label>
      <div class="buttons">
        <Close>Close</Close>
      </div>
    </Dialog>
  );
}
