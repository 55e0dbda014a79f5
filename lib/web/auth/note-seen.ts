import { engine } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { actorOf, type Session } from "./session-cookie.ts";

const TOUCH_EVERY_MS = 60_000;

/** The sessions whose use is being recorded. */
const underWay = new Set<string>();

/** Records at most once a minute that the session is used: a write per request would cost more than it. */
export function noteSeen(session: Session): void {
  const { id, lastSeenAt } = session;
  if (Date.now() - lastSeenAt < TOUCH_EVERY_MS || underWay.has(id)) return;
  underWay.add(id);
  engine()
    .run("sessions.touch", { actor: actorOf(session), input: { sessionId: id } })
    .catch((error) => log("http").warn({ err: error }, "the use of a session could not be recorded"))
    .finally(() => underWay.delete(id));
}
