import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { engine } from "#lib/engine/client.ts";
import { isHttps, keepCookie } from "./cookies.ts";
import { LONGEST_PATH, localPath } from "./local-path.ts";
import { noteSeen } from "./note-seen.ts";
import { owesSecondFactor } from "./open-session.ts";
import { actorOf, admit, anySessionOfCookies, type Session } from "./session-cookie.ts";

export { actorOf, admit, type Session };

/** The signed-in user's session; null while the user has to set up a second factor. */
export async function currentSession(): Promise<Session | null> {
  const session = await anySession();
  return session === null || owesSecondFactor(session) ? null : session;
}

/** The session of a user who has to set up a second factor before any page. */
export async function sessionThatOwes(): Promise<Session | null> {
  const session = await anySession();
  return session !== null && owesSecondFactor(session) ? session : null;
}

const anySession = cache(async (): Promise<Session | null> => {
  const jar = await cookies();
  const all = Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value]));
  const session = await anySessionOfCookies(all, await isHttps());
  if (session !== null && !(await isByItself())) noteSeen(session);
  return session;
});

/**
 * The session. Without one, redirects to sign-in, which leads back to the requested page, or to the set-up of
 * the second factor.
 */
export async function requireSession(): Promise<Session> {
  const session = await currentSession();
  if (session !== null) return admit(session, "read");
  const next = await wantedPath();
  if ((await sessionThatOwes()) !== null) return redirect(secondFactorPath(next));
  return redirect(next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`);
}

/** Ends the session in the database and in this browser. */
export async function endSession(): Promise<void> {
  const session = await anySession();
  if (session !== null)
    await engine().run("users.sign-out", { actor: actorOf(session), input: { sessionId: session.id } });
  await keepCookie("session", "", 0);
}

/** The listener sets this header on what a browser asks for without its user. */
const isByItself = async (): Promise<boolean> => (await headers()).has("x-tocsin-by-itself");

/** `server.ts` puts the requested path into this header and overwrites whatever the client sent. */
const PATH_HEADER = "x-tocsin-path";

/** The requested address. Its host is a placeholder. */
async function requestedUrl(): Promise<URL> {
  return new URL(`http://localhost${(await headers()).get(PATH_HEADER) ?? "/"}`);
}

/**
 * The last segment of the path, decoded: Next hands a page its params encoded, but hands them decoded to the
 * function that makes its title.
 */
export async function lastPathStep(): Promise<string> {
  return decodeURIComponent((await requestedUrl()).pathname.split("/").at(-1) ?? "");
}

/** The page where a user who owes a second factor sets it up, which then leads to `next`. */
export const secondFactorPath = (next: string): string =>
  next === "/" ? "/second-factor" : `/second-factor?next=${encodeURIComponent(next)}`;

/** Where to lead back to: the requested page. */
async function wantedPath(): Promise<string> {
  const url = await requestedUrl();
  url.searchParams.delete("_rsc");
  const wanted = [url.pathname + url.search, url.pathname].find(({ length }) => length <= LONGEST_PATH);
  return localPath(wanted);
}
