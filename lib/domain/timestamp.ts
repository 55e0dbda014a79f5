import { z } from "zod";

const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt]((?:[01]\d|2[0-3]):\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})$/;

/** What most senders write: in UTC, and no leap second or day. To convert it takes ten times as long. */
const COMMON =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

/**
 * An RFC 3339 time in UTC, cut to the millisecond; null if the text is no such time. A leap second counts as
 * the next second.
 * @example toUtc("2026-11-24T08:22:48+02:00") === "2026-11-24T06:22:48.000Z"
 */
export function toUtc(value: string): string | null {
  if (COMMON.test(value))
    return value.length === 24
      ? value
      : `${value.slice(0, 19)}.${value.slice(20, -1).slice(0, 3).padEnd(3, "0")}Z`;
  const match = RFC3339.exec(value);
  if (!match) return null;
  const [, date = "", minutes = "", seconds = "", fraction = "", offset = ""] = match;
  if (!isCalendarDate(date)) return null;
  const leap = seconds === "60";
  const millis = fraction.slice(0, 3).padEnd(3, "0");
  const at = Date.parse(`${date}T${minutes}:${leap ? "59" : seconds}.${millis}${offset.toUpperCase()}`);
  if (Number.isNaN(at)) return null;
  const utc = new Date(leap ? at + 1_000 : at).toISOString();
  return utc.length === 24 ? utc : null;
}

/** Needed because Date.parse turns 30 February into 2 March. */
function isCalendarDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}

export const timestampSchema = (label: string) =>
  z
    .string({ error: `${label} must be a string.` })
    .meta({ format: "date-time" })
    .transform((value, context) => {
      const utc = toUtc(value);
      if (utc !== null) return utc;
      context.addIssue({
        code: "custom",
        message: `${label} must be an RFC 3339 time with an offset, such as 2026-11-24T06:22:48Z.`,
      });
      return z.NEVER;
    });
