import type { Incoming } from "./incoming.ts";
import { HttpError } from "./problem.ts";

/**
 * The body's announced media type in lower case, without parameters; empty if none is announced. Throws
 * HttpError 415 for a body that is not plain UTF-8.
 * E.g. `Application/JSON; charset=utf-8` → `application/json`.
 */
export function mediaTypeOf({ header }: Pick<Incoming, "header">): string {
  if (header("content-encoding") !== null)
    throw new HttpError(415, "A body with a Content-Encoding is not taken: send it plain.");
  const [type = "", ...parameters] = (header("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith("charset="));
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset))
    throw new HttpError(415, "The body must be UTF-8.");
  return type.trim();
}
