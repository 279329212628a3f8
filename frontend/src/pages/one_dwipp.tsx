/** One Dwipp, and who favorited it. */

import { useSignal } from "@preact/signals";
import type { Problem } from "dwipper-client";
import { useEffect, useMemo } from "preact/hooks";

import { read } from "../actions/writing.js";
import { Avatar } from "../parts/avatar.js";
import { DwippArticle } from "../parts/dwipp.js";
import { Feed } from "../parts/feed.js";
import { Page } from "../parts/page.js";
import { Trouble } from "../parts/trouble.js";
import { favoriters } from "../queries/lists.js";
import { dwipps } from "../store/dwipps.js";
import { startOf } from "../words/text.js";

const NAME = "A Dwipp";

export function OneDwipp({ id }: { id: string }) {
  const problem = useSignal<Problem | undefined>(undefined);
  const dwipp = dwipps.get(id).value;
  const favorites = dwipps.known(id)?.favorites; // a favorite that is on its way is not in the list yet
  const people = useMemo(() => favoriters(id), [id, favorites]);
  const load = async () => {
    problem.value = (await read(id)).error;
  };
  useEffect(() => void load(), [id]);
  return (
    <Page
      title={dwipp ? `${dwipp.author.display_name}: ${startOf(dwipp.text)}` : NAME}
      isStandIn={!dwipp}
      heading={NAME}
    >
      {problem.value ? <Trouble problem={problem.value} again={load} /> : null}
      {dwipp && (
        <>
          <div class="alone">
            <DwippArticle id={id} isAlone />
          </div>
          <h2>Favorited by</h2>
          <Feed
            key={favorites}
            list={people}
            label="People who favorited it"
            item={({ id: user, display_name }) => (
              <article key={user}>
                <a class="favoriter" href={`/users/${user}`}>
                  <Avatar id={user} name={display_name} />
                  <span dir="auto">{display_name}</span>
                </a>
              </article>
            )}
            empty={<p>Nobody yet. Be the first to give it the duck.</p>}
          />
        </>
      )}
      {!dwipp && !problem.value && <p>{dwipps.isDeleted(id) ? "This Dwipp was deleted." : "Loading…"}</p>}
    </Page>
  );
}
