import {
  type Details,
  faultOfDetails,
  MAX_DETAILS_BYTES,
  MAX_DETAILS_DEPTH,
} from "#lib/domain/alert/details.ts";
import { isMembers } from "./members.ts";

/**
 * The original as an alert's details. What they couldn't hold is mended: integers beyond ±(2^53−1) and values
 * below 32 levels become text, half a surrogate pair becomes U+FFFD. If they take more than 16 KiB, the longest
 * texts are cut, then lists after 20 entries, then all the rest, and `truncated` is true.
 */
export function detailsOf(original: unknown): Details | null {
  if (original === null || original === undefined) return null;
  const root = isMembers(original) ? original : { body: original };
  if (faultOfDetails(root) === null) return root;
  const mended = copyOf(root, WHOLE);
  if (mended !== null && fits(mended)) return mended;
  for (const room of ROOMS) {
    const shorter = { ...copyOf(root, room), truncated: true };
    if (Object.keys(shorter).length > 1 && fits(shorter)) return shorter;
  }
  return { truncated: true };
}

/** How much is kept of what is too much: characters of a text, entries of a list, members of an object. */
type Room = { text: number; entries: number; members: number };

const WHOLE: Room = { text: Infinity, entries: Infinity, members: Infinity };

const ROOMS: readonly Room[] = [
  ...[8_000, 4_000, 2_000, 1_000, 500].map((text) => ({ ...WHOLE, text })),
  ...[500, 200, 100].map((text) => ({ ...WHOLE, text, entries: 20 })),
  ...[100, 40, 20].map((members) => ({ text: 100, entries: 20, members })),
];

const encoder = new TextEncoder();

const fits = (details: Details): boolean =>
  encoder.encode(JSON.stringify(details)).length <= MAX_DETAILS_BYTES;

/** A copy within the room; null if that surely doesn't fit into an alert's details. */
function copyOf(root: Details, room: Room): Details | null {
  const copy = new Copy(room).of(root);
  return isMembers(copy) ? copy : null;
}

class Copy {
  readonly #room: Room;
  /** Stops a copy that can't fit any more: a large body would be walked through for each room. */
  #left = MAX_DETAILS_BYTES;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Undefined once it can't fit. */
  of(value: unknown, depth = 1): unknown {
    if (this.#left-- <= 0) return undefined;
    if (typeof value === "string") return this.#text(value);
    if (typeof value === "bigint") return this.#text(String(value));
    if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
    if (typeof value !== "object" || value === null) return value ?? null;
    if (depth > MAX_DETAILS_DEPTH) return this.#text(jsonText(value));
    return Array.isArray(value) ? this.#list(value, depth) : this.#object(value, depth);
  }

  #text(text: string): string | undefined {
    const { text: longest } = this.#room;
    // The cut may fall between the halves of a surrogate pair, so it comes before mending.
    const kept = text.length <= longest ? text.toWellFormed() : `${text.slice(0, longest).toWellFormed()}…`;
    this.#left -= kept.length;
    return this.#left < 0 ? undefined : kept;
  }

  #list(list: readonly unknown[], depth: number): unknown[] | undefined {
    const copy: unknown[] = [];
    for (const entry of list.slice(0, this.#room.entries)) {
      const kept = this.of(entry, depth + 1);
      if (kept === undefined) return undefined;
      copy.push(kept);
    }
    return copy;
  }

  #object(object: object, depth: number): Details | undefined {
    const copy: [string, unknown][] = [];
    for (const [name, member] of Object.entries(object).slice(0, this.#room.members)) {
      const kept = [this.#text(name), this.of(member, depth + 1)] as const;
      if (kept[0] === undefined || kept[1] === undefined) return undefined;
      copy.push([kept[0], kept[1]]);
    }
    // fromEntries defines each member, also one that is named __proto__.
    return Object.fromEntries(copy);
  }
}

function jsonText(value: object): string {
  try {
    return JSON.stringify(value, (_, member) => (typeof member === "bigint" ? String(member) : member));
  } catch {
    // Nested more deeply than the stack allows: longer than any details, so that it is cut and marked.
    return "…".repeat(MAX_DETAILS_BYTES);
  }
}
