/** How a document writes a secret: where its value is, or that what is saved stays. */
export type SecretReference =
  | { from: "env"; name: string }
  | { from: "file"; path: string }
  | { from: "saved" };

/** What stands in a document for a secret that is saved. */
export const SAVED = "saved";

/** What a plan tells of a secret that is given anew. */
export const NEW_VALUE = "a new value";

const ENV = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;
const FILE = /^\$\{file:(.+)\}$/;

/**
 * Null for a text that is not a reference.
 * @example secretReference("${file:/run/secrets/jira}") gives { from: "file", path: "/run/secrets/jira" }
 */
export function secretReference(text: string): SecretReference | null {
  if (text === SAVED) return { from: "saved" };
  const [, name] = ENV.exec(text) ?? [];
  if (name !== undefined) return { from: "env", name };
  const [, path] = FILE.exec(text) ?? [];
  return path === undefined ? null : { from: "file", path };
}
