import type { NextRequest } from "next/server";
import { answerOidcBegin, answerOidcCallback } from "#lib/web/auth/oidc/routes.ts";
import { answerCsrf, answerSignIn } from "#lib/web/auth/routes.ts";
import { problem } from "#lib/web/http/problem.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * The routes of next-auth that the sign-in page uses, and those of sign-in by OpenID Connect. Its other routes
 * and pages are not reachable.
 */
const ROUTES: Record<string, (request: NextRequest) => Promise<Response>> = {
  "GET csrf": answerCsrf,
  "POST callback/credentials": answerSignIn,
  "GET oidc": answerOidcBegin,
  "GET callback/oidc": answerOidcCallback,
};

async function handler(request: NextRequest, { params }: Context): Promise<Response> {
  const { nextauth } = await params;
  const answer = ROUTES[`${request.method} ${nextauth.join("/")}`];
  return answer?.(request) ?? problem(404, "There is nothing at this address: sign in at /login.");
}

export {
  handler as DELETE,
  handler as GET,
  handler as HEAD,
  handler as OPTIONS,
  handler as PATCH,
  handler as POST,
  handler as PUT,
};
