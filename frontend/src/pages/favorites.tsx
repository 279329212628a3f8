import { DwippArticle } from "../parts/dwipp.js";
import { Feed } from "../parts/feed.js";
import { Duck } from "../parts/icons.js";
import { Page } from "../parts/page.js";
import { favorites } from "../queries/lists.js";

export function Favorites() {
  return (
    <Page title="My favorites">
      <Feed
        list={favorites()}
        label="My favorites"
        item={({ id }, position) => <DwippArticle key={id} id={id} position={position} />}
        empty={
          <>
            <Duck />
            <p>
              No favorites yet. Give the duck to a thought that you want to <a href="/">keep</a>.
            </p>
          </>
        }
      />
    </Page>
  );
}
