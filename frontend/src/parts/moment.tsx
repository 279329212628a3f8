/** A time as people say it; the exact one appears when it is pointed at. */

import { now } from "../clock.js";
import { ago, exactly } from "../words/time.js";

export function Moment({ at }: { at: string }) {
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={exactly(moment)}>
      {ago(moment, now.value)}
    </time>
  );
}

export function ExactMoment({ at }: { at: string }) {
  return <time dateTime={at}>{exactly(Date.parse(at))}</time>;
}
