import type { z } from "zod";
import { AppError } from "#lib/domain/errors.ts";

/** What every PATCH of a thing with a version does. */
export const CHANGE_SUMMARY =
  "Change the members given, or send back what was read; with an old version it is refused";

/** The members that only a read has: those of the answer that the change does not take. */
export const readOnlyOf = (change: z.ZodObject, output: z.ZodObject): string[] =>
  Object.keys(output.shape).filter((member) => member !== "id" && !(member in change.shape));

/**
 * A body without the members that only a read has, so that what was read can be sent back whole. Throws AppError
 * `invalid` where it carries another id than the address.
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
