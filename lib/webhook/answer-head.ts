import { type AttemptFault, headersRefused, protocolSwitched } from "./attempt-fault.ts";

const MAX_HEADERS = 256;

/** What makes the head of an answer unacceptable. `raw` has an entry for each name and each value. */
export function faultOfHead(host: string, status: number, raw: unknown): AttemptFault | null {
  // Only a 101 gets here: InterimAnswers took out all others.
  if (status < 200) return protocolSwitched(host);
  const tooMany = Array.isArray(raw) && raw.length > 2 * MAX_HEADERS;
  return tooMany ? headersRefused(host, `too many (over ${MAX_HEADERS})`) : null;
}
