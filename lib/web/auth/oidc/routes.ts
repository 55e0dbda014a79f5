import type { NextRequest } from "next/server";
import { NextResponse } from "next/server";
import { encode } from "next-auth/jwt";
import { isAppError } from "#lib/domain/errors.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import { type Claims, personOf, roleOfClaims } from "#lib/domain/people/oidc.ts";
import type { OidcRefusal } from "#lib/domain/people/oidc-refusal.ts";
import { SESSION_MS } from "#lib/domain/people/session.ts";
import { engine } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { settings } from "#lib/settings.ts";
import { countFailedSignIn } from "#lib/web/auth/failed-sign-ins.ts";
import { localPath } from "#lib/web/auth/local-path.ts";
import { cookieName, cookieOptions, type SessionIds } from "#lib/web/auth/options.ts";
import { actorOf, sessionOfCookies } from "#lib/web/auth/session-cookie.ts";
import { problem } from "#lib/web/http/problem.ts";
import { claimsOf, signInUrl } from "./exchange.ts";
import { newPending, type Pending, pendingCookie, takePending } from "./pending.ts";
import { ProviderError } from "./provider-error.ts";

/** Answers GET /api/auth/oidc?next=…: leads the browser to the provider, and from there back to `next`. */
export async function answerOidcBegin(request: NextRequest): Promise<Response> {
  if (settings().oidc === null) return notConfigured();
  const next = localPath(request.nextUrl.searchParams.get("next") ?? undefined);
  try {
    const pending = newPending({ kind: "sign-in", next });
    const { name, value, options } = await pendingCookie(pending, isHttps(request));
    const answer = leadTo((await signInUrl(pending)).href);
    answer.cookies.set(name, value, options);
    return answer;
  } catch (error) {
    return leadTo(signInPage(next, refusalOf(error)));
  }
}

/**
 * Answers GET /api/auth/callback/oidc, to which the provider sends the browser back: signs it in, or links
 * its user, and leads on. A refusal leads to the page where it was begun, which says why.
 */
export async function answerOidcCallback(request: NextRequest): Promise<Response> {
  if (settings().oidc === null) return notConfigured();
  const https = isHttps(request);
  const pending = await takePending(request, https);
  if (pending === null) return leadTo(signInPage("/", "not_begun_here"));
  const answer = pending.kind === "link" ? await link(request, pending) : await signIn(request, pending);
  answer.cookies.set(cookieName("oidc", https), "", { ...cookieOptions(https), maxAge: 0 });
  return answer;
}

type SignIn = Extract<Pending, { kind: "sign-in" }>;
type Link = Extract<Pending, { kind: "link" }>;

async function signIn(request: NextRequest, pending: SignIn): Promise<NextResponse> {
  const next = localPath(pending.next);
  try {
    const session = await startSession(request, pending);
    return "refused" in session
      ? leadTo(signInPage(next, session.refused))
      : withSession(leadTo(next), session, isHttps(request));
  } catch (error) {
    const address = request.headers.get("x-forwarded-for") ?? "";
    if (isRefusedByProvider(error)) countFailedSignIn({ user: undefined, address, refused: false });
    return leadTo(signInPage(next, refusalOf(error)));
  }
}

/** Whether somebody failed to prove who they are: of a provider that is down, nobody's sign-in can be told. */
const isRefusedByProvider = (error: unknown): boolean =>
  error instanceof ProviderError && error.refusal !== "provider_down";

/** Starts a session for the person whom the provider proves. Resolves with the reason if they may not enter. */
async function startSession(request: NextRequest, pending: SignIn) {
  const claims = await claimsOf(request.nextUrl.search, pending);
  const browser = request.headers.get("user-agent") ?? undefined;
  const address = request.headers.get("x-forwarded-for") ?? "";
  const session = await engine().run("users.sign-in-by-oidc", {
    actor: { kind: "nobody", address },
    input: { ...personOf(claims), role: roleBy(claims), browser },
  });
  if ("refused" in session) {
    const { refused: reason, user } = session;
    countFailedSignIn({ user: user ?? undefined, address, refused: false });
    log("auth").warn({ reason, user: user ?? undefined, address }, "a sign-in by OpenID Connect was refused");
  }
  return session;
}

function roleBy(claims: Claims): Role | null {
  const { oidc } = settings();
  return oidc === null ? null : roleOfClaims(claims, oidc.roles);
}

async function withSession(answer: NextResponse, session: SessionIds, https: boolean): Promise<NextResponse> {
  const maxAge = SESSION_MS.oidc / 1_000;
  const token = { sub: session.userId, sessionId: session.sessionId };
  const value = await encode({ token, secret: settings().authSecret, maxAge });
  answer.cookies.set(cookieName("session", https), value, { ...cookieOptions(https), maxAge });
  return answer;
}

/** Links the user who began it, if they are still signed in here. */
async function link(request: NextRequest, pending: Link): Promise<NextResponse> {
  try {
    const cookies = Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value]));
    const session = await sessionOfCookies(cookies, isHttps(request));
    if (session?.user.id !== pending.userId) return leadTo(profile("not_begun_here"));
    const { issuer, subject } = personOf(await claimsOf(request.nextUrl.search, pending));
    await engine().run("users.link-oidc", { actor: actorOf(session), input: { issuer, subject } });
    return leadTo(profile("linked"));
  } catch (error) {
    const isTaken = isAppError(error) && error.code === "conflict";
    return leadTo(profile(isTaken ? "linked_to_another" : refusalOf(error)));
  }
}

/** The refusal that an error means. What the provider did wrong is logged. */
function refusalOf(error: unknown): OidcRefusal {
  if (error instanceof ProviderError) {
    log("auth").warn({ reason: error.message }, "a sign-in by OpenID Connect failed at the provider");
    return error.refusal;
  }
  if (isAppError(error) && error.code === "conflict") return "too_many_users";
  log("auth").error({ err: error }, "a sign-in by OpenID Connect failed");
  return "answer_not_valid";
}

const signInPage = (next: string, refused: OidcRefusal): string =>
  `/login?${new URLSearchParams({ next, refused })}`;

const profile = (outcome: OidcRefusal | "linked"): string => `/profile/security?single-sign-on=${outcome}`;

/** A redirect that no cache keeps. */
const leadTo = (location: string): NextResponse =>
  new NextResponse(null, { status: 303, headers: { location, "cache-control": "no-store" } });

const notConfigured = (): Response =>
  problem(404, "There is no sign-in by OpenID Connect here: sign in at /login.");

/** Whether the browser uses https, by the header that the listener has set. */
const isHttps = (request: NextRequest): boolean => request.headers.get("x-forwarded-proto") === "https";
