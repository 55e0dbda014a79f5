import { exactJson } from "./exact-json.ts";

/** How much of a long body is kept: characters of a text, and entries of a list. The last one is the least. */
const ROOMS = [
  { text: 2_000, entries: 50 },
  { text: 500, entries: 20 },
  { text: 200, entries: 5 },
];

/** JSON of at most `maxBytes` with shorter texts and lists; null if that doesn't suffice. */
export function shortened(json: unknown, maxBytes: number): string | null {
  for (const room of ROOMS) {
    const text = exactJson(json, (value) => {
      if (typeof value === "string" && value.length > room.text)
        return `${value.slice(0, room.text).toWellFormed()}…`;
      return Array.isArray(value) ? value.slice(0, room.entries) : value;
    });
    if (Buffer.byteLength(text) <= maxBytes) return text;
  }
  return null;
}
