import { AppError } from "#lib/domain/errors.ts";
import { engine } from "#lib/engine/client.ts";

/** Shorter than a monitor's own time limit, so that it gets an answer with the reason. */
const ANSWER_WITHIN_MS = 2_000;

/**
 * Resolves if the engine and the database answer; the ping is an empty transaction. Throws AppError `unavailable`
 * with one sentence without paths.
 */
export const proveHealth = (): Promise<void> =>
  answered(engine().run("engine.ping", { actor: { kind: "nobody" }, input: null }));

/** What the engine answers. Throws AppError `unavailable` if that takes more than 2 s. */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(noAnswer()), ANSWER_WITHIN_MS);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const noAnswer = () =>
  new AppError(
    "unavailable",
    `The engine could not write for ${ANSWER_WITHIN_MS / 1_000} s: another process may hold the database.`,
  );
