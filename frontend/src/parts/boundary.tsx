/** Says in words that something could not be shown, in place of an empty page. */

import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";

import { Duck } from "./icons.js";
import { Page } from "./page.js";

export function Boundary({ children }: { children: ComponentChildren }) {
  const [error] = useErrorBoundary();
  if (error === undefined) return <>{children}</>;
  return (
    <Page title="Something went wrong">
      <div class="empty" role="alert">
        <Duck />
        <p>This page has sprung a leak, and that is our fault. Your draft is kept.</p>
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>
      </div>
    </Page>
  );
}
