/** Writing, editing and deleting Dwipps. */

import { everyones, outdate } from "../queries/lists.js";
import { retried, shared } from "../queries/calls.js";
import { place } from "../routing.js";
import { api } from "../session.js";
import { isDwipp, understood } from "../shapes.js";
import { dwipps } from "../store/dwipps.js";

/** Creates a Dwipp, once for each key. */
export async function create(text: string, key: string) {
  const begunAt = place.peek().key;
  const header = { "Idempotency-Key": key };
  const answer = await retried(() =>
    understood(api.POST("/api/v1/dwipps", { body: { text }, params: { header } }), isDwipp),
  );
  if (answer.data) {
    dwipps.change(answer.data);
    everyones().addFirst([{ id: answer.data.id }]);
    outdate("mine", begunAt);
    outdate(answer.data.author.id, begunAt);
  }
  return answer;
}

/** Changes the text of a Dwipp that has this version; otherwise the answer is 412. */
export async function edit(dwipp_id: string, text: string, version: number) {
  const params = { path: { dwipp_id }, header: { "If-Match": `"${version}"` } };
  const answer = await understood(api.PATCH("/api/v1/dwipps/{dwipp_id}", { body: { text }, params }), isDwipp);
  if (answer.data) dwipps.change(answer.data);
  return answer;
}

/** Deletes a Dwipp. One that is gone already counts as deleted. */
export async function remove(dwipp_id: string) {
  const answer = await retried(() => api.DELETE("/api/v1/dwipps/{dwipp_id}", { params: { path: { dwipp_id } } }));
  if (!answer.error || answer.error.code === "not_found") dwipps.delete(dwipp_id);
  return answer;
}

/** Reads one Dwipp again. */
export async function read(dwipp_id: string) {
  const requestedAt = performance.now();
  const params = { path: { dwipp_id } };
  const answer = await shared(dwipp_id, () =>
    retried(() => understood(api.GET("/api/v1/dwipps/{dwipp_id}", { params }), isDwipp)),
  );
  if (answer.data) dwipps.put(answer.data, requestedAt);
  if (answer.error?.code === "not_found") dwipps.delete(dwipp_id);
  return answer;
}
