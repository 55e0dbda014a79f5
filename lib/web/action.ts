import { headers } from "next/headers";
import type { ActionRefusal, ActionResult } from "#lib/domain/action-result.ts";
import { AppError, isAppError } from "#lib/domain/errors.ts";
import { type Actor, authorise, type Scope } from "#lib/domain/people/actor.ts";
import { engine, type VerbName, type VerbOutput } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { actorOf, currentSession, type Session, sessionThatOwes } from "./auth/session.ts";
import { limitOwnCode, limitPresentPassword } from "./auth/sign-in.ts";

/** Runs a verb as the signed-in user. Pages change things only through this. */
export async function act<Name extends VerbName>(
  verb: Name,
  input: unknown,
): Promise<ActionResult<VerbOutput<Name>>> {
  const session = await currentSession();
  return session === null ? SIGNED_OUT : actAs(actorOf(session), verb, input);
}

/** Like `act`, also for a user who has to set up a second factor before anything else. */
export async function actWhileOwing<Name extends VerbName>(
  verb: Name,
  input: unknown,
): Promise<ActionResult<VerbOutput<Name>>> {
  const session = (await currentSession()) ?? (await sessionThatOwes());
  return session === null ? SIGNED_OUT : actAs(actorOf(session), verb, input);
}

/** Like `act`, for an input with the user's present password: wrong ones are limited. */
export const actWithPassword = actWithProof(limitPresentPassword);

/** Like `act`, for an input with a code of the user's second factor: wrong ones are limited. */
export const actWithCode = actWithProof(limitOwnCode);

/** `limit` counts the proofs of the session's user that turned out wrong. */
function actWithProof(limit: typeof limitPresentPassword) {
  return async <Name extends VerbName>(
    verb: Name,
    input: unknown,
  ): Promise<ActionResult<VerbOutput<Name>>> => {
    const session = await currentSession();
    if (session === null) return SIGNED_OUT;
    const call = { actor: actorOf(session), input };
    const who = await asking(session);
    return resultOf(verb, () => limit(who, () => engine().run(verb, call)));
  };
}

const asking = async ({ user }: Session) => ({
  user: user.id,
  address: (await headers()).get("x-forwarded-for") ?? "",
});

/** The answer to an action without a session. It does not redirect, as that would lose what was typed. */
export const SIGNED_OUT: ActionRefusal = {
  ok: false,
  message:
    "You are signed out, and nothing was changed: sign in again in another tab, then repeat this here.",
  issues: [],
  signedOut: true,
};

/** Like `act`, for an actor that is given: nobody is signed in on the set-up page. */
export async function actAs<Name extends VerbName>(
  actor: Actor,
  verb: Name,
  input: unknown,
): Promise<ActionResult<VerbOutput<Name>>> {
  return resultOf(verb, () => engine().run(verb, { actor, input }));
}

/** Like `act`, for a page that asks for something and changes nothing. Needs the right of `scope`. */
export async function lookUp<T>(scope: Scope, find: () => Promise<T>): Promise<ActionResult<T>> {
  const session = await currentSession();
  if (session === null) return SIGNED_OUT;
  return resultOf("look-up", async () => {
    authorise(actorOf(session), scope);
    return find();
  });
}

async function resultOf<T>(what: string, run: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    await refuseForeignOrigin();
    return { ok: true, value: await run() };
  } catch (error) {
    if (isAppError(error)) return refusalOf(error);
    log("http").error({ err: error, verb: what }, "an action failed");
    return { ok: false, message: "This failed inside Tocsin: the log says why.", issues: [] };
  }
}

function refusalOf({ code, message, issues }: AppError): ActionRefusal {
  return { ok: false, message, issues, ...(code === "conflict" && { conflict: true }) };
}

/**
 * Refuses an action that names no Origin: Next compares the header with the host only if there is one. Throws
 * AppError `forbidden`.
 */
export async function refuseForeignOrigin(): Promise<void> {
  const sent = await headers();
  const origin = URL.parse(sent.get("origin") ?? "");
  if (origin !== null && origin.host === (sent.get("x-forwarded-host") ?? sent.get("host"))) return;
  throw new AppError(
    "forbidden",
    "This request did not come from a page of Tocsin: reload the page and try again.",
  );
}
