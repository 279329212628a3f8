import { Duck } from "../parts/icons.js";
import { Page } from "../parts/page.js";

export function NotFound() {
  return (
    <Page title="Nothing here">
      <div class="empty">
        <Duck />
        <p>
          This page has gone down the drain. <a href="/">Back to the feed</a>
        </p>
      </div>
    </Page>
  );
}
