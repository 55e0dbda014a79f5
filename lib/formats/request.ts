import { HOPS_HEADER } from "#lib/domain/alert/hops.ts";
import { authorizationHeader } from "#lib/domain/channel/authentication.ts";
import { secretName } from "#lib/domain/channel/change.ts";
import type { ChannelFace } from "#lib/domain/channel/channel.ts";
import { filledUrl } from "#lib/domain/channel/filled-url.ts";
import { headerKey } from "#lib/domain/channel/header.ts";
import type { AttemptRequest } from "#lib/domain/delivery/delivery.ts";
import { MASK } from "#lib/domain/secret.ts";
import type { FormatEvent, SecretField } from "./format.ts";
import { formats } from "./formats.ts";

/** The settings that show in a channel's requests. */
export type RequestSettings = Pick<ChannelFace, "url" | "urlSecrets" | "auth" | "headers" | "format">;

/** The value of a secret by its name; null puts a mask in its place. */
export type Fill = (secret: string) => string | null;

export const masked: Fill = () => null;

/** The part that all requests to a channel share. */
export type RequestTemplate = {
  url: string;
  headers: Record<string, string>;
  /** The body for one event. Throws FormatFailed if the format can make none. */
  body(event: FormatEvent): string;
  /** What follows the URL's path for one event. */
  path(event: FormatEvent): string;
};

/** The part of one request. */
export type RequestFacts = {
  eventId: string;
  body: string;
  /** What follows the URL's path; left out: nothing. */
  path?: string;
  /** How many installations of Tocsin the event came through. */
  hops: number;
  /** When the attempt is made, in seconds since 1970. */
  timestamp: number;
  /** Left out if the request is only shown: then a mask takes its place. */
  signature?: string;
};

/** A complete request, either to send or to show. */
export type ComposedRequest = AttemptRequest & { body: string };

/** Fills in a channel's secrets, once for each revision of the channel. */
export function templateOf(channel: RequestSettings, fill: Fill): RequestTemplate {
  const { format } = channel;
  const made = formats[format.type];
  const secret = secretFields(fill);
  return {
    url: filledUrl(channel, fill),
    headers: headersOf(channel, fill, made.headers(format, secret)),
    body: (event) => made.body(event, format, secret),
    path: (event) => made.path?.(event) ?? "",
  };
}

/** The headers of every request, whatever its format; a format may name another content type. */
const COMMON = {
  "content-type": "application/json",
  "user-agent": "Tocsin/1.0",
  "accept-encoding": "identity",
};

/** The channel's own headers take the place of the others. */
function headersOf(channel: RequestSettings, fill: Fill, ofFormat: Record<string, string>) {
  const own = ownHeaders(channel, fill);
  const set = new Set(own.map(([name]) => headerKey(name)));
  const others = Object.entries({ ...COMMON, ...ofFormat }).filter(([name]) => !set.has(name));
  // Object.fromEntries keeps a header named __proto__; an assignment would lose it.
  return Object.fromEntries([...others, ...own]);
}

/** The format's secret fields, or masks. */
const secretFields =
  (fill: Fill): SecretField =>
  (name) =>
    fill(secretName.format(name)) ?? MASK;

/** Makes one request from a template: with a signature to send it, without one to show it. */
export function requestOf(
  { url, headers }: RequestTemplate,
  { eventId, body, path = "", hops, timestamp, signature = `v1,${MASK}` }: RequestFacts,
): ComposedRequest {
  const all = {
    ...headers,
    "webhook-id": eventId,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signature,
    [HOPS_HEADER]: String(hops + 1),
  };
  return { method: "POST", url: withPath(url, path), headers: all, body };
}

/** Puts a path, and the query behind it, between a URL's own path and query. */
function withPath(url: string, path: string): string {
  if (path === "") return url;
  const [base = "", ...own] = url.split("?");
  const [added = "", ...query] = path.split("?");
  const all = [...query, ...own];
  return `${base.replace(/\/$/, "")}${added}${all.length === 0 ? "" : `?${all.join("&")}`}`;
}

function ownHeaders({ headers, auth }: RequestSettings, fill: Fill): [name: string, value: string][] {
  const own = headers
    // Older channels may have saved this name. Sent twice, the header would be ignored.
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
