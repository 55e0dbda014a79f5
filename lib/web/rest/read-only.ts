import { AppError } from "#lib/domain/errors.ts";

/** A body without the members that only a read has, so that what was read can be sent back whole. */
export function withoutReadOnly(body: unknown, readOnly: readonly string[]): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !readOnly.includes(name)));
}

/** The same for a change of what has this id. Throws AppError `invalid` where the body's is another one's. */
export function changesOf(body: unknown, id: string, readOnly: readonly string[]): unknown {
  if (typeof body === "object" && body !== null && "id" in body && body.id !== id) {
    const message = "id is not the one in the address: an id can't be changed.";
    throw new AppError("invalid", message, [{ path: "id", message }]);
  }
  return withoutReadOnly(body, ["id", ...readOnly]);
}
