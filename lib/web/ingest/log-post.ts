import { log } from "#lib/log.ts";
import { OnceAMinute } from "#lib/repeated-fault.ts";
import type { Answer } from "#lib/web/http/answer.ts";

const refused = new OnceAMinute();

/**
 * Logs what became of a post: at the level debug each one, with the ids of its events; one that was refused
 * also at the level info, for each status the first at once and then once a minute with their number.
 */
export function logPost({ status, body }: Answer, requestId: string): void {
  const logger = log("ingest");
  if (logger.isLevelEnabled("debug"))
    logger.debug({ request_id: requestId, status, events: eventsOf(status, body) }, "post");
  if (status === 202) return;
  refused.happened(String(status), (times) =>
    logger.info({ request_id: requestId, status, times }, "a post was refused"),
  );
}

function eventsOf(status: number, body: string): string[] | undefined {
  if (status !== 202) return undefined;
  const { results }: { results: { event_id: string }[] } = JSON.parse(body);
  return results.map(({ event_id }) => event_id);
}
