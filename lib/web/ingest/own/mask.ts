import { MASK } from "#lib/domain/secret.ts";

/** Words in the name of a member or a header whose value may authenticate. */
const SECRET_WORDS: ReadonlySet<string> = new Set(
  `password passwords passwd pwd passphrase secret secrets token tokens key keys apikey credential credentials
  signature signatures authorization cookie`.split(/\s+/),
);

/** These say what was sent, and let nobody in. */
const HARMLESS: ReadonlySet<string> = new Set(["idempotency-key", "x-event-key"]);

/**
 * Whether a member or header is named like a secret.
 * @example isSecretName("accessToken") === true
 */
export const isSecretName = (name: string): boolean =>
  !HARMLESS.has(name.toLowerCase()) && wordsOf(name).some((word) => SECRET_WORDS.has(word));

/** The words of a name, however they are joined: `accessToken`, `ACCESS_TOKEN`, `access-token`. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);

/**
 * Headers without the key that sent them: a proxy on the way may tell in one of its own which address was asked
 * for, and that may hold `?key=`.
 */
export const withoutKey = (headers: Readonly<Record<string, string>>, key: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replaceAll(key, MASK)]));

/** Headers without the values that may authenticate. */
export const maskHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecretName(name) ? MASK : value]),
  );

/** A copy of JSON without the values of members that are named like a secret. The depth is limited before. */
export function maskMembers(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(maskMembers);
  if (typeof json !== "object" || json === null) return json;
  const members = Object.entries(json).map(([name, value]) => [
    name,
    isSecretName(name) && value !== null ? MASK : maskMembers(value),
  ]);
  return Object.fromEntries(members);
}
