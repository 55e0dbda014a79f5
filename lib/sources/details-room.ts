import { type Details, MAX_DETAILS_BYTES, MAX_DETAILS_DEPTH } from "#lib/domain/alert/details.ts";

/** How much is kept of what is too much: characters of a text, entries of a list, members of an object. */
export type Room = { text: number; entries: number; members: number };

/** What takes as long as a value is large, kept for all rooms: a body may be one object of 100,000 members. */
export class Read {
  readonly #names = new Map<object, string[]>();
  readonly #texts = new Map<object | bigint, string>();

  namesOf(object: object): string[] {
    const names = this.#names.get(object) ?? Object.keys(object);
    this.#names.set(object, names);
    return names;
  }

  /** What stands for a value that details can't hold. */
  textOf(value: object | bigint): string {
    const text = this.#texts.get(value) ?? (typeof value === "bigint" ? String(value) : jsonText(value));
    this.#texts.set(value, text);
    return text;
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

/**
 * Counts the least that a value takes within a room, and stops once that is more than 16 KiB. Copying a large
 * body for each room would take seconds.
 */
export class Measure {
  readonly #room: Room;
  readonly #read: Read;
  #left = MAX_DETAILS_BYTES;
  /** Whether the room cuts anything off, as far as was counted. */
  cuts = false;

  constructor(room: Room, read: Read) {
    this.#room = room;
    this.#read = read;
  }

  /** False if the value surely doesn't fit; then don't ask again. */
  fits(value: unknown, depth = 1): boolean {
    if (typeof value === "string") return this.#fitsText(value);
    if (typeof value === "bigint") return this.#fitsText(this.#read.textOf(value));
    if (typeof value === "number") return this.#spend(String(value).length);
    if (typeof value !== "object" || value === null) return this.#spend(4);
    if (depth > MAX_DETAILS_DEPTH) return this.#fitsText(this.#read.textOf(value));
    return Array.isArray(value) ? this.#fitsList(value, depth) : this.#fitsObject(value as Details, depth);
  }

  #spend(bytes: number): boolean {
    this.#left -= bytes;
    return this.#left >= 0;
  }

  #within(length: number, most: number): number {
    if (length > most) this.cuts = true;
    return Math.min(length, most);
  }

  /** With its quotes. */
  #fitsText(text: string): boolean {
    return this.#spend(this.#within(text.length, this.#room.text) + 2);
  }

  #fitsList(list: readonly unknown[], depth: number): boolean {
    const entries = this.#within(list.length, this.#room.entries);
    for (let index = 0; index < entries; index++)
      if (!this.#spend(1) || !this.fits(list[index], depth + 1)) return false;
    return this.#spend(1);
  }

  #fitsObject(object: Details, depth: number): boolean {
    const names = this.#read.namesOf(object);
    const members = this.#within(names.length, this.#room.members);
    for (let index = 0; index < members; index++) {
      const name = names[index] ?? "";
      if (!this.#spend(2) || !this.#fitsText(name) || !this.fits(object[name], depth + 1)) return false;
    }
    return this.#spend(1);
  }
}

/** A copy within the room. Call it only for what fits by `Measure`: it walks through all. */
export const copyOf = (root: Details, room: Room, read: Read): Details => copyObject({ room, read }, root, 1);

type Copying = { room: Room; read: Read };

function copyValue(copying: Copying, value: unknown, depth: number): unknown {
  if (typeof value === "string") return copyText(copying, value);
  if (typeof value === "bigint") return copyText(copying, copying.read.textOf(value));
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value ?? null;
  if (depth > MAX_DETAILS_DEPTH) return copyText(copying, copying.read.textOf(value));
  if (!Array.isArray(value)) return copyObject(copying, value as Details, depth);
  return value.slice(0, copying.room.entries).map((entry) => copyValue(copying, entry, depth + 1));
}

/** The cut may fall between the halves of a surrogate pair, so it comes before mending. */
const copyText = ({ room }: Copying, text: string): string =>
  text.length <= room.text ? text.toWellFormed() : `${text.slice(0, room.text).toWellFormed()}…`;

function copyObject(copying: Copying, object: Details, depth: number): Details {
  const names = copying.read.namesOf(object).slice(0, copying.room.members);
  // fromEntries defines each member, also one that is named __proto__.
  return Object.fromEntries(
    names.map((name) => [copyText(copying, name), copyValue(copying, object[name], depth + 1)]),
  );
}
