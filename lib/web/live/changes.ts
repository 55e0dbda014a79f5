import { readVersion } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import { currentSession } from "#lib/web/auth/session.ts";
import { problemOf } from "#lib/web/http/problem.ts";

/** Each process counts commits from its own start. */
const PROCESS = Math.round(performance.timeOrigin).toString(36);

/**
 * The mark of the current data. It changes with every commit of any process. A page takes it before it reads.
 */
export const changesMark = (): string => `${PROCESS}-${readVersion().toString(36)}`;

/** GET /changes?since=MARK, for signed-in users: 204 if nothing was written since, otherwise 200. */
export async function answerChanges(request: Request): Promise<Response> {
  if ((await currentSession()) === null) return problemOf(new AppError("unauthenticated", "Sign in first."));
  const since = new URL(request.url).searchParams.get("since");
  return new Response(null, {
    status: since === changesMark() ? 204 : 200,
    headers: { "cache-control": "no-store" },
  });
}
