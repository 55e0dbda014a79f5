import { AppError } from "#lib/domain/errors.ts";
import { engine } from "#lib/engine/client.ts";
import { problemOf } from "#lib/web/http/problem.ts";
import { takesOnly } from "#lib/web/http/takes-only.ts";

/** Shorter than the monitor's own time limit, so that it gets an answer with the reason. */
const ANSWER_WITHIN_MS = 2_000;

/** 200 if the listener, the database and the engine all answer. The ping is an empty transaction. */
export async function GET(): Promise<Response> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(noAnswer()), ANSWER_WITHIN_MS);
  try {
    const ping = engine().run("engine.ping", { actor: { kind: "nobody" }, input: null });
    await Promise.race([ping, late.promise]);
    return Response.json({ status: "ok" });
  } catch (error) {
    return problemOf(error);
  } finally {
    clearTimeout(timer);
  }
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");

const noAnswer = () =>
  new AppError(
    "unavailable",
    `The engine could not write for ${ANSWER_WITHIN_MS / 1_000} s: another process may hold the database.`,
  );
