import { z } from "zod";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Shape } from "./route.ts";

/**
 * The parsed query. Throws AppError `invalid` for an unknown filter (probably a typo) and for a repeated one
 * (ambiguous).
 */
export function readQuery<Filters extends Shape>(
  search: URLSearchParams,
  filters: Filters,
): z.output<z.ZodObject<Filters>> {
  const names = [...search.keys()];
  const path = names.find((name, index) => names.indexOf(name) !== index);
  if (path !== undefined) {
    const message = `${path} is given twice: give it once.`;
    throw new AppError("invalid", message, [{ path, message }]);
  }
  return parseOrRefuse(z.strictObject(filters), Object.fromEntries(search));
}
