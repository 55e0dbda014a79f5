import type { FormatFault } from "#lib/domain/format/preview.ts";
import { FormatFailed } from "./format.ts";

/** Makes a body, or says why there is none. Any other error than FormatFailed is thrown. */
export function bodyOrFault<Body>(
  make: () => Body,
): { body: Body; fault: null } | { body: null; fault: FormatFault } {
  try {
    return { body: make(), fault: null };
  } catch (error) {
    if (!(error instanceof FormatFailed)) throw error;
    const { line, column } = error;
    return { body: null, fault: { message: faultText(error), line, column } };
  }
}

/** "The template failed at line 3, column 12: …" */
function faultText({ message, line, column }: FormatFailed): string {
  if (line === null) return `No body could be made: ${message}`;
  const at = column === null ? `line ${line}` : `line ${line}, column ${column}`;
  return `The template failed at ${at}: ${message}`;
}
