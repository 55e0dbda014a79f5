import type { Snippet } from "#lib/domain/source/source.ts";

/** Stands in a ready configuration until there is a key. */
export const PLACEHOLDER_KEY = "YOUR_API_KEY";

/** The configuration with the key in it. */
export const withKey = (snippets: readonly Snippet[], key: string): Snippet[] =>
  snippets.map((snippet) => ({ ...snippet, text: snippet.text.replaceAll(PLACEHOLDER_KEY, key) }));
