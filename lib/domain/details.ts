import { z } from "zod";

/** Any JSON object that a source sent along. */
export type Details = Record<string, unknown>;

const MAX_BYTES = 16 * 1024;
/** JSON.parse takes nesting that JSON.stringify then overflows the stack on. */
const MAX_DEPTH = 32;

/** A source's own facts: a JSON object of at most 16 KiB, kept as it is (keys named `__proto__` too). */
export const detailsSchema = z
  .custom<Details>()
  .superRefine((value, context) => {
    const fault = faultOf(value);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
  })
  .meta({ type: "object", description: "A source's own facts, at most 16 KiB as JSON." });

function faultOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return "details must be a JSON object.";
  const fault = faultInside(value);
  if (fault !== null) return fault;
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
  return bytes <= MAX_BYTES ? null : `details may take at most 16 KiB as JSON; this takes ${bytes} bytes.`;
}

/** Walks without recursion: the depth is what is being checked. */
function faultInside(root: object): string | null {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === "string" && !value.isWellFormed()) return SURROGATE;
    if (typeof value === "number" && !Number.isFinite(value))
      return "details has a number that is too large.";
    if (typeof value !== "object" || value === null) continue;
    if (depth > MAX_DEPTH) return `details may be nested at most ${MAX_DEPTH} levels deep.`;
    for (const [key, child] of Object.entries(value)) {
      if (!key.isWellFormed()) return SURROGATE;
      open.push({ value: child, depth: depth + 1 });
    }
  }
  return null;
}

const SURROGATE = "details contains half of a surrogate pair, which is not a character.";
