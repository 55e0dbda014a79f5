import { log } from "#lib/log.ts";
import { OnceAMinute } from "#lib/repeated-fault.ts";

const refused = new OnceAMinute();

/** `accepted` is what `alerts.accept` answered; null if the post was refused. */
type LoggedPost = { status: number; accepted: string | null };

/**
 * Logs what became of a post: at the level debug each one, with the ids of its events; one that was refused
 * also at the level info, for each status the first at once and then once a minute with their number.
 */
export function logPost({ status, accepted }: LoggedPost, requestId: string): void {
  const logger = log("ingest");
  if (logger.isLevelEnabled("debug"))
    logger.debug({ request_id: requestId, status, events: eventsOf(accepted) }, "post");
  if (accepted !== null) return;
  refused.happened(String(status), (times) =>
    logger.info({ request_id: requestId, status, times }, "a post was refused"),
  );
}

function eventsOf(accepted: string | null): string[] | undefined {
  if (accepted === null) return undefined;
  const { results }: { results: { event_id: string }[] } = JSON.parse(accepted);
  return results.map(({ event_id }) => event_id);
}
