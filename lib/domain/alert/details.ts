import { z } from "zod";
import { beyondNumbers } from "#lib/domain/json.ts";

/** The JSON object that a source may add to an alert. */
export type Details = Record<string, unknown>;

/** In bytes of JSON. */
export const MAX_DETAILS_BYTES = 16 * 1024;
/** JSON.parse accepts a nesting at which JSON.stringify overflows the stack. */
export const MAX_DETAILS_DEPTH = 32;

/** A source's own facts: a JSON object of at most 16 KiB, kept as it is, even keys named `__proto__`. */
export const detailsSchema = z
  .custom<Details>()
  .superRefine((value, context) => {
    const fault = faultOfDetails(value);
    if (fault !== null) context.addIssue({ code: "custom", ...fault });
  })
  .meta({ type: "object", description: "A source's own facts, at most 16 KiB as JSON." });

type Step = string | number;
/** What is wrong, and the path to it within the details. */
type Fault = { message: string; path: Step[] };

const whole = (message: string): Fault => ({ message, path: [] });

const encoder = new TextEncoder();

/** What is wrong with a value as an alert's details; null if nothing is. */
export function faultOfDetails(value: unknown): Fault | null {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return whole("details must be a JSON object.");
  const fault = faultInside(value);
  if (fault !== null) return fault;
  const bytes = encoder.encode(JSON.stringify(value)).length;
  return bytes <= MAX_DETAILS_BYTES
    ? null
    : whole(`details may take at most 16 KiB as JSON; this takes ${bytes} bytes.`);
}

/** A value within the details. Its parents give its path if it is at fault. */
type Place = { value: unknown; depth: number; step: Step; parent: Place | null };

/**
 * Without recursion, because the depth is what it checks. It ends where the value surely takes too much: a post
 * may be one object of 100,000 members.
 */
function faultInside(root: object): Fault | null {
  const open: Place[] = [{ value: root, depth: 1, step: "", parent: null }];
  let left = MAX_DETAILS_BYTES;
  for (let place = open.pop(); place; place = open.pop()) {
    const { value, depth } = place;
    if (typeof value === "string") left -= value.length;
    if (left < 0) return whole(MUCH_TOO_LARGE);
    const message = faultOfValue(value);
    if (message !== null) return { message, path: typeof value === "bigint" ? pathOf(place) : [] };
    if (typeof value !== "object" || value === null) continue;
    if (depth > MAX_DETAILS_DEPTH)
      return whole(`details may be nested at most ${MAX_DETAILS_DEPTH} levels deep.`);
    const isList = Array.isArray(value);
    // An entry takes a comma and a digit at least.
    if (isList && 2 * value.length > left) return whole(MUCH_TOO_LARGE);
    for (const key in value) {
      // A member has its name with quotes and a colon too.
      left -= isList ? 2 : key.length + 5;
      if (left < 0) return whole(MUCH_TOO_LARGE);
      if (!key.isWellFormed()) return whole(SURROGATE);
      const child = (value as Details)[key];
      open.push({ value: child, depth: depth + 1, step: isList ? Number(key) : key, parent: place });
    }
  }
  return null;
}

function faultOfValue(value: unknown): string | null {
  if (typeof value === "string" && !value.isWellFormed()) return SURROGATE;
  if (typeof value === "number" && !Number.isFinite(value)) return "details has a number that is too large.";
  // `parseJsonExactly` gives an integer that a number can't hold as a bigint.
  return typeof value === "bigint" ? beyondNumbers(value) : null;
}

function pathOf(place: Place): Step[] {
  const path: Step[] = [];
  for (let at: Place | null = place; at?.parent; at = at.parent) path.unshift(at.step);
  return path;
}

const MUCH_TOO_LARGE = "details may take at most 16 KiB as JSON; this takes more.";
const SURROGATE = "details contains half of a surrogate pair, which is not a character.";
