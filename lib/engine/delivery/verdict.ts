import type { AttemptResponse, AttemptResult } from "#lib/domain/delivery/outcome.ts";
import type { Format, ReceiverVerdict } from "#lib/formats/format.ts";

/** A longer wait counts as this one (24 h), as in the header. */
const LONGEST_WAIT_SECONDS = 86_400;

/**
 * What the format reads in the body of an answer: a 2xx that says no becomes `receiver_refused`, and a 429's wait
 * joins that of its header.
 * @param url where the request went: only its host is named
 * @param raw the answer as it came: it decides
 * @param kept the same with secrets masked: its words are repeated
 */
export function withVerdict(
  { verdict, retryAfter }: Pick<Format, "verdict" | "retryAfter">,
  url: string,
  raw: AttemptResult,
  kept: AttemptResult,
): AttemptResult {
  const { outcome, status, response } = raw;
  if (response === null) return kept;
  if (outcome === "http_status" && status === 429) return waiting(kept, read(retryAfter, response));
  if (outcome !== "delivered" || response.truncated) return kept;
  const refusal = read(verdict, response);
  if (refusal === null) return kept;
  const { retry } = refusal;
  return {
    ...waiting(kept, retry?.afterSeconds ?? null),
    outcome: "receiver_refused",
    triesAgain: retry !== null,
    message: refusalText(hostOf(url), kept, read(verdict, kept.response), retry !== null),
  };
}

/** Null if there is nothing to read, or it can't be read: the receiver has the request, so that must not fail. */
function read<T>(
  reader: ((response: AttemptResponse) => T | null) | undefined,
  response: AttemptResponse | null,
): T | null {
  if (reader === undefined || response === null) return null;
  try {
    return reader(response);
  } catch {
    return null;
  }
}

/** The longest of several waits counts, as in the header itself. */
function waiting(kept: AttemptResult, seconds: number | null): AttemptResult {
  if (seconds === null) return kept;
  const waits = [kept.retryAfter, String(Math.min(Math.ceil(seconds), LONGEST_WAIT_SECONDS))].filter(
    (wait) => wait !== null,
  );
  return { ...kept, retryAfter: waits.join(", ") };
}

/** Placeholders stand in path and query only, so the host is never secret. */
const hostOf = (url: string): string => URL.parse(url)?.host ?? "The receiver";

function refusalText(
  host: string,
  { status }: AttemptResult,
  shown: ReceiverVerdict | null,
  again: boolean,
): string {
  const words = shown?.refused ?? "";
  const said = words === "" ? "its answer says why" : `it said “${words}”`;
  const advice = again ? "so Tocsin tries again later" : "so check the channel's format and the receiver";
  return `${host} answered ${status} but refused the message: ${said}, ${advice}.`;
}
