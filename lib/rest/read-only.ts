import { AppError } from "#lib/domain/errors.ts";

/**
 * The body of a change without the members that only a read has: what was read may be changed and sent back whole.
 * Throws AppError `invalid` where its `id` is another one's.
 */
export function withoutReadOnly(body: unknown, id: string, readOnly: readonly string[]): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  if ("id" in body && body.id !== id) {
    const message = "id is not the one in the address: an id can't be changed.";
    throw new AppError("invalid", message, [{ path: "id", message }]);
  }
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => name !== "id" && !readOnly.includes(name)),
  );
}
