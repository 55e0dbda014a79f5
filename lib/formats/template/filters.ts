import type { TemplateFilter } from "#lib/domain/format/template.ts";
import { toUtc } from "#lib/domain/timestamp.ts";
import type { Budget } from "./budget.ts";
import { textOf } from "./text.ts";

/** A filter gets a value and its arguments, and pays for what it reads. */
export type Filter = (value: unknown, args: readonly unknown[], budget: Budget) => unknown;

export const filters: Readonly<Record<TemplateFilter, Filter>> = { json, date, truncate };

/** A value as JSON; nil is `null`. */
function json(value: unknown, _: readonly unknown[], budget: Budget): string {
  const text = JSON.stringify(value ?? null);
  budget.characters(text.length);
  return text;
}

/** A text of at most so many characters, the end included. */
function truncate(value: unknown, [length, end]: readonly unknown[], budget: Budget): string {
  const text = textOf(value, budget);
  const most = typeof length === "number" && length >= 0 ? Math.trunc(length) : 50;
  const ending = end === undefined ? "..." : textOf(end, budget);
  budget.counting(Math.min(text.length, most));
  if (text.length <= most || endOf(text, most) === text.length) return text;
  budget.characters(ending.length);
  return text.slice(0, endOf(text, Math.max(0, most - [...ending].length))) + ending;
}

/** Where the first characters of a text end, so many of them. */
function endOf(text: string, characters: number): number {
  let end = 0;
  for (let left = characters; left > 0 && end < text.length; left -= 1)
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return end;
}

/** A time in UTC by a format of strftime. What is no time stays as it is: there is no "now". */
function date(value: unknown, [format]: readonly unknown[], budget: Budget): unknown {
  const time = timeOf(value, budget);
  if (time === null) return value;
  const pattern = textOf(format, budget);
  budget.step(pattern.length);
  return pattern.replace(/%(-?)([A-Za-z%])/g, (code, flag: string, letter: string) => {
    const part = PARTS[letter]?.(time);
    if (part === undefined) return code;
    return flag === "-" ? part.replace(/^[0 ]+(?=.)/, "") : part;
  });
}

/** RFC 3339, or seconds since 1970. */
function timeOf(value: unknown, budget: Budget): Date | null {
  if (typeof value === "number") return dateOrNull(new Date(value * 1_000));
  if (typeof value !== "string") return null;
  budget.characters(value.length);
  const utc = toUtc(value);
  return utc === null ? null : dateOrNull(new Date(utc));
}

const dateOrNull = (date: Date): Date | null => (Number.isNaN(date.getTime()) ? null : date);

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const digits = (value: number, length: number, fill = "0"): string => String(value).padStart(length, fill);
const hour12 = (time: Date): number => time.getUTCHours() % 12 || 12;
const dayOfYear = (time: Date): number =>
  (Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()) -
    Date.UTC(time.getUTCFullYear(), 0, 0)) /
  86_400_000;

const PARTS: Readonly<Record<string, (time: Date) => string>> = {
  "%": () => "%",
  a: (time) => (DAYS[time.getUTCDay()] ?? "").slice(0, 3),
  A: (time) => DAYS[time.getUTCDay()] ?? "",
  b: (time) => (MONTHS[time.getUTCMonth()] ?? "").slice(0, 3),
  B: (time) => MONTHS[time.getUTCMonth()] ?? "",
  d: (time) => digits(time.getUTCDate(), 2),
  e: (time) => digits(time.getUTCDate(), 2, " "),
  F: (time) => time.toISOString().slice(0, time.toISOString().indexOf("T")),
  H: (time) => digits(time.getUTCHours(), 2),
  I: (time) => digits(hour12(time), 2),
  j: (time) => digits(dayOfYear(time), 3),
  l: (time) => digits(hour12(time), 2, " "),
  L: (time) => digits(time.getUTCMilliseconds(), 3),
  m: (time) => digits(time.getUTCMonth() + 1, 2),
  M: (time) => digits(time.getUTCMinutes(), 2),
  p: (time) => (time.getUTCHours() < 12 ? "AM" : "PM"),
  P: (time) => (time.getUTCHours() < 12 ? "am" : "pm"),
  R: (time) => time.toISOString().slice(-13, -8),
  s: (time) => String(Math.floor(time.getTime() / 1_000)),
  S: (time) => digits(time.getUTCSeconds(), 2),
  T: (time) => time.toISOString().slice(-13, -5),
  y: (time) => digits(time.getUTCFullYear() % 100, 2),
  Y: (time) => String(time.getUTCFullYear()),
  z: () => "+0000",
  Z: () => "UTC",
};
