import { parseJsonExactly } from "#lib/domain/json.ts";
import { MalformedBody } from "./source.ts";

/** Parses a body of JSON; integers beyond ±(2^53−1) are bigints. Throws MalformedBody. */
export function parseBody(text: string): unknown {
  try {
    return parseJsonExactly(text);
  } catch (error) {
    throw new MalformedBody(`The body is ${error instanceof Error ? error.message : "not valid JSON"}.`);
  }
}
