/** The place of a sensitive value in a masked URL: `{{Name}}`. */
export const PLACEHOLDER = /\{\{([A-Za-z0-9_-]{1,50})\}\}/g;

/** The names of a masked URL's placeholders. */
export const placeholdersOf = (masked: string): Set<string> =>
  new Set([...masked.matchAll(PLACEHOLDER)].map(([, name = ""]) => name));
