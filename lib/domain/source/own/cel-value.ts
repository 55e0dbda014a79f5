import { LEVELS_MAX } from "./limits.ts";

/** A body is nested more deeply than any sender needs. */
export class TooDeep extends Error {
  constructor() {
    super(`The body is nested more than ${LEVELS_MAX} levels deep.`);
    this.name = "TooDeep";
  }
}

/** The JSON that a Map was made from: it is given out again as it came in. */
const originals = new WeakMap<Map<string, unknown>, object>();

/**
 * JSON as expressions see it: a Map per object, because in an object keys such as `constructor` are special.
 * A member that is null is left out: it counts as missing. Throws TooDeep.
 */
export function toCel(json: unknown, level = 0): unknown {
  if (typeof json !== "object" || json === null) return json;
  if (level === LEVELS_MAX) throw new TooDeep();
  if (Array.isArray(json)) return json.map((entry) => toCel(entry, level + 1));
  const map = new Map<string, unknown>();
  for (const [key, value] of Object.entries(json)) if (value !== null) map.set(key, toCel(value, level + 1));
  originals.set(map, json);
  return map;
}

/** What an expression gave, as JSON: a time in RFC 3339, an integer beyond ±(2^53−1) as text. */
export function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Map) return originals.get(value) ?? mapToJson(value);
  if (typeof value !== "object" || value === null) return value ?? null;
  // The library doesn't export the class of its lengths of time.
  if (Object.getPrototypeOf(value)?.constructor?.name === "Duration") return String(value);
  return mapToJson(new Map(Object.entries(value)));
}

/** `fromEntries` defines members, so that a key `__proto__` stays a key. */
const mapToJson = (map: ReadonlyMap<unknown, unknown>): object =>
  Object.fromEntries([...map].map(([key, value]) => [String(key), toJson(value)]));
