import { engine } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { actorOf, type Session } from "./session-cookie.ts";

const TOUCH_EVERY_MS = 60_000;

/** When a use was last to be recorded that the session's row does not show yet, ms since 1970. */
const asked = new Map<string, number>();

/** Records at most once a minute that a session is used: a write per request would cost more than it. */
export function noteSeen(session: Session): void {
  const { id, lastSeenAt } = session;
  const now = Date.now();
  if (now - Math.max(lastSeenAt, asked.get(id) ?? 0) < TOUCH_EVERY_MS) return;
  asked.set(id, now);
  engine()
    .run("sessions.touch", { actor: actorOf(session), input: { sessionId: id } })
    .then(() => asked.delete(id))
    .catch((error) => log("http").warn({ err: error }, "the use of a session could not be recorded"));
}
