import { HOPS_HEADER } from "#lib/domain/alert/hops.ts";
import { authorizationHeader } from "#lib/domain/channel/authentication.ts";
import { secretName } from "#lib/domain/channel/change.ts";
import type { ChannelFace } from "#lib/domain/channel/channel.ts";
import { filledUrl } from "#lib/domain/channel/filled-url.ts";
import { headerKey } from "#lib/domain/channel/header.ts";
import type { AttemptRequest } from "#lib/domain/delivery/delivery.ts";
import { MASK } from "#lib/domain/secret.ts";
import type { Format } from "./format.ts";

/** The settings of a channel that show in its requests. */
export type RequestSettings = Pick<ChannelFace, "url" | "urlSecrets" | "auth" | "headers">;

/** The value of a secret by its name; null where the request is only shown, and a mask stands for it. */
export type Fill = (secret: string) => string | null;

export const masked: Fill = () => null;

/** What all requests to a channel have in common. */
export type RequestTemplate = { url: string; headers: Record<string, string> };

/** What one request adds. */
export type RequestFacts = {
  eventId: string;
  body: string;
  /** How many installations the event has come through. */
  hops: number;
  /** Seconds since the epoch, of this attempt. */
  timestamp: number;
  /** A mask stands for it where the request is only shown. */
  signature?: string;
};

/** A whole request, as it is sent or shown. */
export type ComposedRequest = AttemptRequest & { body: string };

/** Puts a channel's secrets in their places: made once for a channel as it is configured. */
export function templateOf(
  channel: RequestSettings,
  format: Pick<Format, "headers">,
  fill: Fill,
): RequestTemplate {
  const own = ownHeaders(channel, fill);
  const set = new Set(own.map(([name]) => headerKey(name)));
  const ofFormat = Object.entries(format.headers()).filter(([name]) => !set.has(name));
  // From entries: assigned, a header named __proto__ would be no member.
  return { url: filledUrl(channel, fill), headers: Object.fromEntries([...ofFormat, ...own]) };
}

/** One request from a template. With a signature it is the one on the wire, without one it is for showing. */
export function requestOf(
  { url, headers }: RequestTemplate,
  { eventId, body, hops, timestamp, signature = `v1,${MASK}` }: RequestFacts,
): ComposedRequest {
  const all = {
    ...headers,
    "webhook-id": eventId,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signature,
    [HOPS_HEADER]: String(hops + 1),
  };
  return { method: "POST", url, headers: all, body };
}

function ownHeaders({ headers, auth }: RequestSettings, fill: Fill): [name: string, value: string][] {
  const own = headers
    // A channel that was saved while the name was free: sent twice, the header would count for nothing.
    .filter(({ name }) => headerKey(name) !== HOPS_HEADER)
    .map(({ name, value }): [string, string] => [name, value ?? fill(secretName.header(name)) ?? MASK]);
  const authorization = authorizationOf(auth, fill);
  return authorization === null ? own : [...own, ["authorization", authorization]];
}

function authorizationOf(auth: RequestSettings["auth"], fill: Fill): string | null {
  if (auth.type === "none") return null;
  const secret = fill(secretName.auth);
  if (secret !== null) return authorizationHeader(auth, secret);
  return `${auth.type === "basic" ? "Basic" : "Bearer"} ${MASK}`;
}
