import type { IncomingMessage } from "node:http";
import type { Scope } from "#lib/domain/people/actor.ts";
import type { Session } from "./session-cookie.ts";

/**
 * The session of a request that is answered in front of Next, if its user has the right of `scope`. next-auth's
 * decoder is loaded with the first call: it would hold up the start. Throws what `authorise` throws.
 */
export async function admittedSession({ headers }: IncomingMessage, scope: Scope): Promise<Session> {
  const { admit, sessionOfCookies } = await import("./session-cookie.ts");
  const https = headers["x-forwarded-proto"] === "https";
  return admit(await sessionOfCookies(cookiesOf(headers.cookie ?? ""), https), scope);
}

/** The cookies of a request by name (RFC 6265, 5.4). */
function cookiesOf(header: string): Record<string, string> {
  const pairs = header.split(";").map((pair) => pair.trim());
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
