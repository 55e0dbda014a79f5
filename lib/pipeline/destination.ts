import type { KeyObject } from "node:crypto";
import type { Db } from "#db/client.ts";
import { sealedSecrets, secretPlace } from "#db/queries/channel-secrets.ts";
import { channelRow } from "#db/queries/channels.ts";
import type { CertificateMemory } from "#db/schema/index.ts";
import { authorizationHeader } from "#lib/domain/authentication.ts";
import type { ChannelView } from "#lib/domain/channel.ts";
import { secretName } from "#lib/domain/channel-change.ts";
import { headerKey } from "#lib/domain/header.ts";
import { fillIn } from "#lib/domain/masked-url.ts";
import { Secret } from "#lib/domain/secret.ts";
import * as seed from "#lib/formats/seed.ts";
import type { VerbContext } from "#lib/verb.ts";
import type { TrustPolicy } from "#lib/webhook/certificate.ts";
import { createRedactor, MASK, type Redactor } from "#lib/webhook/redact.ts";
import { signingKey } from "#lib/webhook/sign.ts";

/** A channel as the sender needs it: where to send, with which secrets, and how all that may be shown. */
export type Destination = {
  channelId: string;
  /** Changes with every edit and every trust decision: no connection outlives what it was made with. */
  revision: string;
  url: string;
  shownUrl: string;
  /** The channel's own headers and Authorization, as sent and as shown. */
  headers: Record<string, string>;
  shownHeaders: Record<string, string>;
  /** The format's headers, less those that the channel sets itself. */
  formatHeaders: Record<string, string>;
  trust: TrustPolicy;
  /** The key that signs; after a rotation the one before it signs too, until a moment in ms. */
  signing: { present: KeyObject; previous: KeyObject | null; previousUntil: number };
  redactor: Redactor;
  retrySchedule: readonly number[];
  maxInFlight: number;
};

/** What a destination is made from: settings that may be shown, and secrets by name. */
export type DestinationParts = Pick<
  ChannelView,
  | "url"
  | "verifySsl"
  | "auth"
  | "headers"
  | "urlSecrets"
  | "retrySchedule"
  | "maxInFlight"
  | "previousSecretUntil"
> & {
  channelId: string;
  version: number;
  certificates: CertificateMemory;
  secrets: ReadonlyMap<string, Secret>;
};

/** The channel with its secrets opened, or null while it is disabled or deleted: then nothing is sent. */
export function readDestination(db: Db, open: VerbContext["open"], channelId: string): Destination | null {
  const row = channelRow(db, channelId);
  if (row === undefined || !row.enabled) return null;
  return makeDestination({ ...row, channelId, secrets: openSecrets(db, open, channelId) });
}

/** All of a channel's secrets, or those named, opened. Throws where one is damaged. */
export function openSecrets(
  db: Db,
  open: VerbContext["open"],
  channelId: string,
  names?: string[],
): Map<string, Secret> {
  const sealed = [...sealedSecrets(db, channelId)].filter(([name]) => names?.includes(name) ?? true);
  return new Map(sealed.map(([name, envelope]) => [name, open(envelope, secretPlace(channelId, name))]));
}

/** Puts the secrets in their places. */
export function makeDestination(parts: DestinationParts): Destination {
  const { certificates } = parts;
  const trust = {
    verifySsl: parts.verifySsl,
    pin: certificates.pin,
    metCaVouched: certificates.metCaVouched,
  };
  const { headers, shownHeaders } = ownHeaders(parts);
  return {
    channelId: parts.channelId,
    revision: [parts.version, trust.pin?.sha256, trust.metCaVouched].join(" "),
    url: filledUrl(parts),
    shownUrl: parts.url,
    headers,
    shownHeaders,
    formatHeaders: formatHeaders(headers),
    trust,
    signing: signingOf(parts),
    redactor: createRedactor(sentSecrets(parts)),
    retrySchedule: parts.retrySchedule,
    maxInFlight: parts.maxInFlight,
  };
}

function filledUrl({ url, urlSecrets, secrets }: DestinationParts): string {
  const values = urlSecrets.map(
    (replacement) => [replacement, reveal(secrets, secretName.url(replacement))] as const,
  );
  return fillIn(url, new Map(values));
}

function ownHeaders(parts: DestinationParts): Pick<Destination, "headers" | "shownHeaders"> {
  const headers: [name: string, value: string][] = [];
  const shownHeaders: [name: string, value: string][] = [];
  const add = (name: string, value: string, shown: string) => {
    headers.push([name, value]);
    shownHeaders.push([name, shown]);
  };
  for (const { name, value } of parts.headers)
    if (value === null) add(name, reveal(parts.secrets, secretName.header(name)), MASK);
    else add(name, value, value);
  const authorization = authorizationOf(parts);
  if (authorization !== null) add("authorization", authorization, `${authorization.split(" ")[0]} ${MASK}`);
  // From entries: assigned, a header named __proto__ would be no member.
  return { headers: Object.fromEntries(headers), shownHeaders: Object.fromEntries(shownHeaders) };
}

const formatHeaders = (own: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(seed.headers()).filter(([name]) => !hasHeader(own, name)));

const authorizationOf = ({ auth, secrets }: DestinationParts): string | null =>
  auth.type === "none" ? null : authorizationHeader(auth, reveal(secrets, secretName.auth));

function signingOf({ secrets, previousSecretUntil }: DestinationParts): Destination["signing"] {
  const previous = secrets.get(secretName.previousSigning);
  return {
    present: signingKey(reveal(secrets, secretName.signing)),
    previous: previous === undefined ? null : signingKey(previous.reveal()),
    previousUntil: previousSecretUntil ?? 0,
  };
}

/** Every text that a receiver gets from us and must not be kept when it sends it back. */
function sentSecrets(parts: DestinationParts): Secret[] {
  const authorization = authorizationOf(parts)?.split(" ")[1];
  return [...parts.secrets.values(), ...(authorization === undefined ? [] : [new Secret(authorization)])];
}

const reveal = (secrets: ReadonlyMap<string, Secret>, name: string): string => saved(secrets, name).reveal();

function saved(secrets: ReadonlyMap<string, Secret>, name: string): Secret {
  const secret = secrets.get(name);
  if (secret === undefined) throw new Error(`The secret "${name}" is missing.`);
  return secret;
}

/** Whether `headers` has this name in any case. */
const hasHeader = (headers: Record<string, string>, name: string): boolean =>
  Object.keys(headers).some((one) => headerKey(one) === name);
