import { DwippArticle } from "../parts/dwipp.js";
import { Feed } from "../parts/feed.js";
import { Duck } from "../parts/icons.js";
import { Page } from "../parts/page.js";
import { mine } from "../queries/lists.js";

export function Mine() {
  return (
    <Page title="My Dwipps">
      <Feed
        list={mine()}
        label="My Dwipps"
        item={({ id }, position) => <DwippArticle key={id} id={id} position={position} />}
        empty={
          <>
            <Duck />
            <p>
              You have not written anything yet. <a href="/">Go on, the water is warm.</a>
            </p>
          </>
        }
      />
    </Page>
  );
}
