import type { z } from "zod";
import type { authSchema } from "./authentication-schema.ts";

type GivenAuth = z.output<typeof authSchema>;

/**
 * The password or token that was given; undefined if none was. An empty password counts, unless `saved` is
 * beside it: then nobody typed anything. An empty token never counts.
 */
export function givenSecret(auth: GivenAuth): string | undefined {
  if (auth.type === "none") return undefined;
  if (auth.type === "token") return auth.token || undefined;
  return auth.saved ? auth.password || undefined : auth.password;
}

/** The Authorization header's value (RFC 7617 with UTF-8, RFC 6750), or null. */
export function authorizationHeader(
  auth: { type: "none" } | { type: "basic"; username: string } | { type: "token" },
  secretValue: string,
): string | null {
  if (auth.type === "none") return null;
  if (auth.type === "token") return `Bearer ${secretValue}`;
  const bytes = new TextEncoder().encode(`${auth.username}:${secretValue}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
