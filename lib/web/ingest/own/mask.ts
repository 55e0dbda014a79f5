import { MASK } from "#lib/domain/secret.ts";
import { isSecretName } from "#lib/domain/source/secret-name.ts";

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
