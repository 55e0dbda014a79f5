import type { KeyObject } from "node:crypto";
import type { Db } from "#db/client.ts";
import { sealedSecrets, secretPlace } from "#db/queries/channel-secrets.ts";
import { channelRow } from "#db/queries/channels.ts";
import type { CertificateMemory } from "#db/schema/index.ts";
import { authorizationHeader } from "#lib/domain/channel/authentication.ts";
import { secretName } from "#lib/domain/channel/change.ts";
import type { ChannelFace } from "#lib/domain/channel/channel.ts";
import type { ChannelFormat } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import { Secret } from "#lib/domain/secret.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import { formats } from "#lib/formats/formats.ts";
import { masked, type RequestTemplate, templateOf } from "#lib/formats/request.ts";
import { createRedactor, type Redactor } from "#lib/redact/redact.ts";
import type { TrustPolicy } from "#lib/webhook/certificate.ts";
import type { AnswerReading } from "#lib/webhook/send.ts";
import { signingKey } from "#lib/webhook/sign.ts";

/**
 * A channel ready for sending: its URL, headers and keys with secrets filled in, and a masked copy to show.
 */
export type Destination = {
  channelId: string;
  channelName: string;
  /** The channel's version; every edit changes it. */
  version: number;
  /** Every edit and every trust decision changes it, and a change closes the channel's connections. */
  revision: string;
  format: ChannelFormat;
  /** The public address of this installation, for the links in bodies; null if it has none. */
  baseUrl: string | null;
  /** What each request is made from, with secrets filled in; `shown` has masks in their place. */
  sent: RequestTemplate;
  shown: RequestTemplate;
  /** How its answers are read. */
  reading: AnswerReading;
  trust: TrustPolicy;
  /** The signing key. After a rotation, `previous` signs too until `previousUntil` (ms). */
  signing: { present: KeyObject; previous: KeyObject | null; previousUntil: number };
  redactor: Redactor;
  retrySchedule: readonly number[];
  maxInFlight: number;
};

/** What a destination is made from: the channel's settings, and its secrets by name. */
export type DestinationParts = Omit<ChannelFace, "enabled" | "autoDisable"> & {
  channelId: string;
  baseUrl: string | null;
  version: number;
  certificates: CertificateMemory;
  /** Until when the former signing secret still signs too, ms since 1970. */
  previousSecretUntil: number | null;
  secrets: ReadonlyMap<string, Secret>;
};

/** The channel with its secrets opened; null if it is disabled or deleted. Throws if a secret is damaged. */
export function readDestination(
  { db, open, baseUrl }: { db: Db; open: VerbContext["open"]; baseUrl: string | null },
  channelId: string,
): Destination | null {
  const row = channelRow(db, channelId);
  if (row === undefined || !row.enabled) return null;
  return makeDestination({ ...row, channelId, baseUrl, secrets: openSecrets(db, open, channelId) });
}

/** Opens a channel's secrets: all, or those named. Throws if one is damaged. */
export function openSecrets(
  db: Db,
  open: VerbContext["open"],
  channelId: string,
  names?: string[],
): Map<string, Secret> {
  const sealed = [...sealedSecrets(db, channelId)].filter(([name]) => names?.includes(name) ?? true);
  return new Map(sealed.map(([name, envelope]) => [name, open(envelope, secretPlace(channelId, name))]));
}

/** Fills the secrets in. Throws if one is missing, so that nothing half-filled is sent. */
export function makeDestination(parts: DestinationParts): Destination {
  const { certificates } = parts;
  const trust = {
    verifySsl: parts.verifySsl,
    pin: certificates.pin,
    metCaVouched: certificates.metCaVouched,
  };
  return {
    channelId: parts.channelId,
    channelName: parts.name,
    format: parts.format,
    baseUrl: parts.baseUrl,
    version: parts.version,
    revision: [parts.version, trust.pin?.sha256, trust.metCaVouched].join(" "),
    sent: templateOf(parts, (name) => reveal(parts.secrets, name)),
    shown: templateOf(parts, masked),
    reading: readingOf(parts.format),
    trust,
    signing: signingOf(parts),
    redactor: createRedactor(sentSecrets(parts), inBodies(parts)),
    retrySchedule: parts.retrySchedule,
    maxInFlight: parts.maxInFlight,
  };
}

function readingOf({ type, secrets }: ChannelFormat): AnswerReading {
  const field = formatDescriptions[type].fields.find(({ name }) => secrets.includes(name));
  return { verdictInBody: formats[type].verdict !== undefined, secretField: field?.label ?? null };
}

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

/** Every secret text that the receiver gets, and that an echo must not bring into the database. */
function sentSecrets(parts: DestinationParts): Secret[] {
  const authorization = authorizationOf(parts)?.split(" ")[1];
  return [...parts.secrets.values(), ...(authorization === undefined ? [] : [new Secret(authorization)])];
}

/** The secrets that the format may write into a body. */
const inBodies = ({ format, secrets }: DestinationParts): Secret[] =>
  format.secrets.map((field) => saved(secrets, secretName.format(field)));

const reveal = (secrets: ReadonlyMap<string, Secret>, name: string): string => saved(secrets, name).reveal();

function saved(secrets: ReadonlyMap<string, Secret>, name: string): Secret {
  const secret = secrets.get(name);
  if (secret === undefined) throw new Error(`The secret "${name}" is missing.`);
  return secret;
}
