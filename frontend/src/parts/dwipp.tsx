/** A Dwipp in a list. */

import { useSignal } from "@preact/signals";

import { remove } from "../actions/writing.js";
import { toggle } from "../actions/toggle.js";
import { notify } from "../announcer.js";
import { neighbour } from "../articles.js";
import { type Dwipp, dwipps, type Mark } from "../store/dwipps.js";
import { edits, startEdit } from "../store/edits.js";
import { counted, shortNumber } from "../words/text.js";
import { Avatar } from "./avatar.js";
import { Question } from "./dialogs.js";
import { Editor } from "./editor.js";
import type { Position } from "./feed.js";
import { Duck, Upvote } from "./icons.js";
import { ExactMoment, Moment } from "./moment.js";

interface DwippProps {
  id: string;
  position?: Position;
  /** Shows exact times, and does not link to itself. */
  isAlone?: boolean;
}

export function DwippArticle({ id, position, isAlone = false }: DwippProps) {
  const isQuestioned = useSignal(false);
  const dwipp = dwipps.get(id).value;
  if (!dwipp) return null;
  const { author, text } = dwipp;
  const edit = edits.value.get(id);
  return (
    <article
      id={`dwipp-${id}`}
      class="dwipp"
      data-dwipp={id}
      tabIndex={0}
      aria-labelledby={`by-${id}`}
      aria-describedby={`text-${id}`}
      {...(position && { "aria-posinset": position.position, "aria-setsize": position.size })}
    >
      <header>
        <Avatar id={author.id} name={author.display_name} />
        <a id={`by-${id}`} class="author" href={`/users/${author.id}`} dir="auto">
          {author.display_name}
        </a>
        {!isAlone && <When dwipp={dwipp} />}
      </header>
      {edit ? (
        <Editor id={id} edit={edit} />
      ) : (
        <>
          <p id={`text-${id}`} class="thought" dir="auto">
            {text}
          </p>
          {isAlone && <ExactlyWhen dwipp={dwipp} />}
          <footer>
            <MarkButton dwipp={dwipp} mark="upvoted" />
            <MarkButton dwipp={dwipp} mark="favorited" />
            {dwipp.viewer.is_author && (
              <span class="own">
                <button type="button" class="plain" onClick={() => startEdit(dwipp)}>
                  Edit
                </button>
                <button type="button" class="plain" onClick={() => (isQuestioned.value = true)}>
                  Delete
                </button>
              </span>
            )}
          </footer>
        </>
      )}
      {isQuestioned.value && <DeleteQuestion dwipp={dwipp} onClose={() => (isQuestioned.value = false)} />}
    </article>
  );
}

function When({ dwipp: { id, created_at, edited_at } }: { dwipp: Dwipp }) {
  return (
    <span class="when">
      <a href={`/dwipps/${id}`}>
        <Moment at={created_at} />
      </a>
      {edited_at && ", edited"}
    </span>
  );
}

function ExactlyWhen({ dwipp: { created_at, edited_at } }: { dwipp: Dwipp }) {
  return (
    <p class="exactly">
      <ExactMoment at={created_at} />
      {edited_at && (
        <>
          <br />
          Edited <ExactMoment at={edited_at} />
        </>
      )}
    </p>
  );
}

const MARKS = {
  upvoted: { name: "Upvote", counter: "upvotes", word: "upvote", key: "l", icon: <Upvote /> },
  favorited: { name: "Favorite", counter: "favorites", word: "favorite", key: "f", icon: <Duck /> },
} as const;

function MarkButton({ dwipp, mark }: { dwipp: Dwipp; mark: Mark }) {
  const { name, counter, word, key, icon } = MARKS[mark];
  const count = dwipp[counter];
  return (
    <button
      type="button"
      class={`mark ${mark}`}
      aria-pressed={dwipp.viewer[mark]}
      aria-label={`${name}, ${counted(count, word)}`}
      title={`${name} (${key})`}
      onClick={() => void toggle(dwipp.id, mark)}
    >
      {icon}
      <span class="name">{name}</span> <span>{shortNumber(count)}</span>
    </button>
  );
}

function DeleteQuestion({ dwipp: { id, text }, onClose }: { dwipp: Dwipp; onClose: () => void }) {
  async function yes() {
    const next = neighbour(id);
    const { error } = await remove(id);
    if (error && error.code !== "not_found") return error;
    notify("Your Dwipp is down the drain.");
    (next ?? document.querySelector("main"))?.focus();
    return undefined;
  }
  return (
    <Question title="Delete this Dwipp?" yes="Delete" onYes={yes} onClose={onClose}>
      <blockquote class="thought" dir="auto">
        {text}
      </blockquote>
      <p>It is deleted with all its upvotes and favorites, and cannot be brought back.</p>
    </Question>
  );
}
