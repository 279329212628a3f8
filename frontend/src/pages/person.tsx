/** What one person wrote. */

import { Avatar } from "../parts/avatar.js";
import { DwippArticle } from "../parts/dwipp.js";
import { Feed } from "../parts/feed.js";
import { Page } from "../parts/page.js";
import { writtenBy } from "../queries/lists.js";
import { dwipps } from "../store/dwipps.js";

export function Person({ id }: { id: string }) {
  const list = writtenBy(id);
  const first = list.pages.value[0]?.items[0];
  const name = first && dwipps.get(first.id).value?.author.display_name;
  return (
    <Page
      title={name ?? "Somebody"}
      isStandIn={!name}
      heading={
        <span class="person" dir="auto">
          {name && <Avatar id={id} name={name} />}
          {name ?? "Somebody"}
        </span>
      }
    >
      <Feed
        list={list}
        label="Their Dwipps"
        item={(dwipp, position) => <DwippArticle key={dwipp.id} id={dwipp.id} position={position} />}
        empty={<p>There is no Dwipp by this person.</p>}
      />
    </Page>
  );
}
