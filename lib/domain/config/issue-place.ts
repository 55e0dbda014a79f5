import type { ConfigDocument } from "./document.ts";

const ENTRY = /^(channels|rules|access_requests|sources|users)\[(\d+)\]/;

/**
 * The path in the document's text of an issue's path, which names its entry. Null if it is of nothing in the text.
 * E.g. "channels[2] (Jira).auth.token" is "channels[2].auth.token"
 */
export function placeInDocument(document: ConfigDocument, path: string): string | null {
  const [entry, section, index] = ENTRY.exec(path) ?? [];
  if (entry === undefined) return null;
  const given: object = document[section as keyof ConfigDocument]?.[Number(index)] ?? {};
  const rest = path.slice(entry.length);
  const name = Object.values(given).find(
    (value) => typeof value === "string" && rest.startsWith(` (${value.trim()})`),
  );
  return entry + (name === undefined ? rest : rest.slice(` (${name.trim()})`.length));
}
