/** The buttons and keys for upvotes and favorites. */

import { notify } from "../announcer.js";
import { outdate } from "../queries/lists.js";
import { place } from "../routing.js";
import { api } from "../session.js";
import { isDwipp, understood } from "../shapes.js";
import { dwipps, type Mark } from "../store/dwipps.js";
import { wordsFor } from "../words/problems.js";
import { reactions } from "./reactions.js";

const NAMES = { upvoted: "upvote", favorited: "favorite" } as const satisfies Record<Mark, string>;

export const toggle = reactions({
  store: dwipps,
  async send(dwipp_id, mark, isOn) {
    const begunAt = place.peek().key;
    const path = `/api/v1/dwipps/{dwipp_id}/${NAMES[mark]}` as const;
    const params = { params: { path: { dwipp_id } } };
    const answer = await understood(isOn ? api.PUT(path, params) : api.DELETE(path, params), isDwipp);
    if (answer.data && mark === "favorited") outdate("favorites", begunAt);
    return answer;
  },
  onFailure: (problem, mark, isOn) =>
    notify(`Your ${NAMES[mark]} was not ${isOn ? "saved" : "removed"}. ${wordsFor(problem)}`, true),
});
