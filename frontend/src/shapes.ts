/** What an answer of the API consists of. An answer of another shape is a problem, so that no part of the page meets it. */

import type { Answer, Problem, Schemas } from "dwipper-client";

const NOT_UNDERSTOOD: Problem = {
  type: "about:blank",
  title: "not understood",
  status: 0,
  detail: "The answer does not have the shape of the contract.",
  code: "not_understood",
};

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number";
const isChoice: Check = (value) => typeof value === "boolean";
const isTime: Check = (value) => isText(value) && !Number.isNaN(Date.parse(value as string));

const orNull = (is: Check): Check => (value) => value === null || is(value);

/** Returns the check of an object. Each field of the contract needs one. */
function isWhole<Data>(fields: { [Name in keyof Required<Data>]: Check }): Check {
  return (value) => Object.entries<Check>(fields).every(([name, is]) => is((value as Record<string, unknown> | null)?.[name]));
}

const isPageOf = (isItem: Check): Check =>
  isWhole<Schemas["DwippPage"]>({
    items: (value) => Array.isArray(value) && value.every(isItem),
    next_cursor: orNull((value) => isText(value) && value !== ""),
  });

const isPerson = isWhole<Schemas["Author"]>({ id: isText, display_name: isText });

export const isDwipp = isWhole<Schemas["Dwipp"]>({
  id: isText,
  text: isText,
  author: isPerson,
  created_at: isTime,
  edited_at: orNull(isTime),
  version: isNumber,
  upvotes: isNumber,
  favorites: isNumber,
  viewer: isWhole<Schemas["Viewer"]>({ upvoted: isChoice, favorited: isChoice, is_author: isChoice }),
});

export const isDwippPage = isPageOf(isDwipp);
export const isPeoplePage = isPageOf(isPerson);
export const isMe = isWhole<Schemas["Me"]>({ user_id: isText, email: isText, display_name: isText });

/** Returns the answer to a call; a problem if the data is not what it should be. */
export async function understood<Data>(call: Promise<Answer<Data>>, is: Check): Promise<Answer<Data>> {
  const answer = await call;
  return answer.error || is(answer.data) ? answer : { error: NOT_UNDERSTOOD, response: answer.response };
}
