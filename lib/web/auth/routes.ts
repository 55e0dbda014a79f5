import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { incomingOfWeb, readText } from "#lib/web/http/incoming.ts";
import { mediaTypeOf } from "#lib/web/http/media-type.ts";
import { HttpError, problemAnswer } from "#lib/web/http/problem.ts";
import { DEVICE_COOKIE_DAYS } from "./device-cookie.ts";
import { authOptions, cookieName, cookieOptions } from "./options.ts";
import { SECOND_STEP_MS } from "./second-step.ts";
import { signIn } from "./sign-in.ts";

const MAX_BODY_BYTES = 16 * 1024;

/**
 * Answers GET /api/auth/csrf: next-auth's token, which a sign-in must send back, and the cookie that proves
 * it.
 */
export async function answerCsrf(request: NextRequest): Promise<Response> {
  const options = authOptions(isHttps(request), async () => null);
  const bare = new NextRequest(new URL(request.nextUrl.pathname, request.url));
  const answer: Response = await NextAuth(bare, contextOf("csrf"), options);
  const { csrfToken } = await answer.json();
  const token = NextResponse.json({ csrfToken }, { headers: { "cache-control": "no-store" } });
  return withCookies(token, answer, "next-auth.csrf-token");
}

/**
 * Answers POST /api/auth/callback/credentials with a form of `csrfToken`, `email` and `password`: 200 with
 * the cookies of the session and of this device, or `code_wanted` with the cookie of the second step, else problem JSON with the `url` member that next-auth's
 * client reads.
 */
export async function answerSignIn(request: NextRequest): Promise<Response> {
  try {
    return await signInBy(request, await readForm(request));
  } catch (error) {
    return refusal(request, error);
  }
}

async function signInBy(request: NextRequest, form: URLSearchParams): Promise<Response> {
  const https = isHttps(request);
  const attempt = {
    email: form.get("email") ?? "",
    password: form.get("password") ?? "",
    address: request.headers.get("x-forwarded-for") ?? "",
    browser: request.headers.get("user-agent") ?? undefined,
    deviceCookie: request.cookies.get(cookieName("device", https))?.value,
  };
  // next-auth hides what authorize throws, so keep the outcome here.
  const asked: { outcome?: ReturnType<typeof signIn> } = {};
  const options = authOptions(https, () => {
    asked.outcome = signIn(attempt);
    return asked.outcome.then(
      (outcome) => ("session" in outcome ? outcome.session : null),
      () => null,
    );
  });
  const context = contextOf("callback", "credentials");
  const answer: Response = await NextAuth(credentialsPost(request, form), context, options);
  const outcome = await asked.outcome;
  // next-auth calls authorize only if the token is right.
  if (outcome === undefined)
    throw new HttpError(403, "This did not come from the sign-in page: reload it and try again.");
  if ("secondStep" in outcome) return askForCode(outcome.secondStep, https);
  const signedIn = NextResponse.json(await answer.json());
  signedIn.cookies.set(cookieName("device", https), outcome.session.deviceCookie, {
    ...cookieOptions(https),
    maxAge: DEVICE_COOKIE_DAYS * 86_400,
  });
  return withCookies(signedIn, answer, cookieName("session", https));
}

/** The password is right; the session starts with the code. */
function askForCode(secondStep: string, https: boolean): Response {
  const answer = NextResponse.json({ code_wanted: true });
  answer.cookies.set(cookieName("second-step", https), secondStep, {
    ...cookieOptions(https),
    maxAge: SECOND_STEP_MS / 1_000,
  });
  return answer;
}

/** Copies those of next-auth's cookies whose name contains `name`. */
function withCookies(response: Response, { headers }: Response, name: string): Response {
  for (const cookie of headers.getSetCookie())
    if (cookie.split("=", 1)[0]?.includes(name)) response.headers.append("set-cookie", cookie);
  return response;
}

/** The fields of the form. Throws HttpError 415, 413 or 400. */
async function readForm(request: NextRequest): Promise<URLSearchParams> {
  const incoming = incomingOfWeb(request);
  if (mediaTypeOf(incoming) !== "application/x-www-form-urlencoded")
    throw new HttpError(415, "Send Content-Type: application/x-www-form-urlencoded.");
  return new URLSearchParams(await readText(incoming, MAX_BODY_BYTES));
}

/** The part of the post that next-auth needs, without anything else that the client sent. */
function credentialsPost(request: NextRequest, form: URLSearchParams): NextRequest {
  const body = new URLSearchParams({ csrfToken: form.get("csrfToken") ?? "", json: "true" });
  return new NextRequest(new URL(request.nextUrl.pathname, request.url), { method: "POST", body });
}

const contextOf = (...nextauth: string[]) => ({ params: Promise.resolve({ nextauth }) });

/** Whether the browser uses https, by the header that the listener has set. */
const isHttps = (request: NextRequest): boolean => request.headers.get("x-forwarded-proto") === "https";

function refusal(request: NextRequest, error: unknown): Response {
  const { status, headers, body } = problemAnswer(error);
  const problem = JSON.parse(body);
  const { headers: sent } = request;
  const url = new URL(`${sent.get("x-forwarded-proto")}://${sent.get("x-forwarded-host")}/login`);
  url.searchParams.set("error", problem.detail);
  return new Response(JSON.stringify({ ...problem, url }), { status, headers });
}
