import type { z } from "zod";
import { AppError } from "#lib/domain/errors.ts";

/** The summary of every PATCH route of a thing with a version. */
export const CHANGE_SUMMARY =
  "Change the members given, or send back what was read; with an old version it is refused";

/** The members that an answer has and the change does not take. */
export const readOnlyOf = (change: z.ZodObject, output: z.ZodObject): string[] =>
  Object.keys(output.shape).filter((member) => member !== "id" && !(member in change.shape));

/**
 * The body without its read-only members, so that clients can send back whole what they read. Throws AppError
 * `invalid` if the body holds another id than the address.
 */
export function withoutReadOnly(body: unknown, readOnly: readonly string[], id?: string): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  if (id !== undefined && "id" in body && body.id !== id) {
    const message = "id is not the one in the address: an id can't be changed.";
    throw new AppError("invalid", message, [{ path: "id", message }]);
  }
  const passedOver = ["id", ...readOnly];
  return Object.fromEntries(Object.entries(body).filter(([name]) => !passedOver.includes(name)));
}
