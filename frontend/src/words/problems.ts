/** What people read when something failed, by the problem's code. */

import type { Problem } from "dwipper-client";

export const WORDS: Readonly<Record<string, string>> = {
  // of the API
  body_too_large: "That is far too long. Shorten it, and send it again.",
  condition_not_taken: "Nothing was changed. Reload the page, and try again.",
  dwipp_changed: "This Dwipp was edited elsewhere in the meantime.",
  encoded: "Something on the way to Dwipper changed what you sent. Try another network.",
  internal: "Our pipes are leaking: this is our fault, and we know of it. Try again in a moment.",
  invalid_code: "This code is wrong, used or too old. Take the newest mail, or ask for another code.",
  invalid_credentials:
    "The email or the password is wrong, or the registration is not confirmed yet. After several wrong passwords, wait" +
    " 15 minutes or choose a new password.",
  invalid_cursor: "The list has moved on. Reload the page to continue.",
  invalid_email: "No mail can be sent to this address. Write one like name@example.org.",
  invalid_json:
    "Dwipper could not read that. It may contain a character that is broken (�): remove it, and try again.",
  invalid_refresh_token: "You have been logged out. Log in again.",
  invalid_request: "Something needs to be corrected before this can be sent.",
  key_reused: "You have sent another Dwipp by the same click. Send this one again.",
  not_a_browser: "Dwipper could not tell that this is its own page. Reload it, and try again.",
  not_found: "There is nothing here any more. It may have been deleted.",
  not_json: "The answer did not come from Dwipper. A login page of your network may be in between.",
  not_the_author: "Only its author can change a Dwipp.",
  too_many_requests: "That was a lot at once. Wait a minute, and try again.",
  unauthorized: "You have been logged out. Log in again.",
  unavailable: "The water is off for a moment. Try again shortly.",
  unreadable: "Dwipper could not read that. Reload the page, and try again.",
  weak_password: "This password is too easy to guess. Use at least 8 characters, with a, A and 1 among them.",
  wrong_password: "The current password is not right.",
  // of the page
  not_understood: "The answer is not one that this page understands. Reload the page, and try again.",
  // of the client
  aborted: "The request was stopped.",
  no_answer: "Dwipper cannot be reached. Check your connection, and try again.",
  timed_out: "Dwipper took too long. Check your connection, and try again.",
};

/** Returns a sentence for people. */
export function wordsFor({ code, status }: Pick<Problem, "code" | "status">): string {
  return WORDS[code] ?? `Something unexpected happened (${status || code}). Try again in a moment.`;
}
