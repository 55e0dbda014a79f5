import { parseBody } from "./json-body.ts";
import type { Members } from "./members.ts";
import type { SenderPost } from "./sender.ts";

/** The attributes that are read from headers. Names of others can't be asked for. */
const ATTRIBUTES = [
  "specversion",
  "id",
  "source",
  "type",
  "subject",
  "time",
  "dataschema",
  "severitytext",
  "severitynumber",
] as const;

/** The event of a post in the binary mode, as the structured mode writes it; null if it has no ce- headers. */
export function cloudEventInHeaders({ text, mediaType, header }: SenderPost): Members | null {
  if (header("ce-specversion") === null) return null;
  const attributes = ATTRIBUTES.flatMap((name) => {
    const value = header(`ce-${name}`);
    return value === null ? [] : [[name, decoded(value)] as const];
  });
  const event = { ...Object.fromEntries(attributes), datacontenttype: mediaType };
  if (text.trim() === "") return event;
  return { ...event, data: /[/+]json$/.test(mediaType) ? parseBody(text) : text };
}

/** A header's value may be quoted, and holds all but ASCII as percent-encoded UTF-8 (HTTP binding, 3.1.3.2). */
function decoded(value: string): string {
  const unquoted = /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, "$1") : value;
  try {
    return decodeURIComponent(unquoted);
  } catch {
    return unquoted;
  }
}
