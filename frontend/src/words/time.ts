/** Times as people say them. */

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
];
const WEEK = 7 * 86_400; // seconds; after that the date says more

const relative = new Intl.RelativeTimeFormat("en");
const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });
const full = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "short" });

/** Returns "5 minutes ago", "1 day ago" or "Nov 24". Both are milliseconds since 1970. */
export function ago(moment: number, now: number): string {
  const seconds = (now - moment) / 1000;
  if (seconds < 60) return "just now";
  if (seconds < WEEK) {
    const [unit, size] = UNITS.findLast(([, size]) => seconds >= size) ?? ["minute", 60];
    return relative.format(-Math.floor(seconds / size), unit);
  }
  const isThisYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? day : dayOfYear).format(moment);
}

/** Returns "Friday, November 27, 2026 at 8:50 PM", in the time zone of this device. */
export function exactly(moment: number): string {
  return full.format(moment);
}
