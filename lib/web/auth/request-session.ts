import type { IncomingMessage } from "node:http";
import type { Session } from "./session-cookie.ts";

/**
 * The session of a request that is answered in front of Next; null without one. next-auth's decoder is loaded
 * with the first call: it would hold up the start.
 */
export async function sessionOfRequest({ headers }: IncomingMessage): Promise<Session | null> {
  const { sessionOfCookies } = await import("./session-cookie.ts");
  return sessionOfCookies(cookiesOf(headers.cookie ?? ""), headers["x-forwarded-proto"] === "https");
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
