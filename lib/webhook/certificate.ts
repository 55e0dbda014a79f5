import type { X509Certificate } from "node:crypto";
import { checkServerIdentity } from "node:tls";
import type { PinnedCertificate } from "#lib/domain/delivery/outcome.ts";
import { buildPath, type CertificatePath, readPinned } from "./certificate-path.ts";
import { nameText } from "./peer-certificate.ts";

/** What a channel trusts in addition to the known CAs. */
export type TrustPolicy = {
  /** The channel's Verify SSL Certificate. On: the first self-signed certificate is accepted and pinned. */
  verifySsl: boolean;
  pin: PinnedCertificate | null;
  /** A known CA vouched for the receiver once: from then on no self-signed certificate is pinned. */
  metCaVouched: boolean;
};

/** What the handshake showed, before anything of the request is sent. */
export type HandshakeFacts = {
  /** Node's verdict against the known CAs: chain, name and dates. */
  authorized: boolean;
  /** Node's code for the reason if not authorized. */
  authorizationError: string | null;
  /** A resumed session shows no certificate, so it proves nothing. */
  sessionReused: boolean;
  /** Its `issuerCertificate` leads through the others in the order in which the server sent them. */
  leaf: X509Certificate | undefined;
};

export type CertificateVerdict =
  | { accept: true; caVouched: boolean; pinTo: PinnedCertificate | null }
  | {
      accept: false;
      outcome: "certificate_refused" | "certificate_changed";
      message: string;
      expected: string | null;
      found: PinnedCertificate | null;
    };

type Judged = { facts: HandshakeFacts; leaf: X509Certificate; host: string; trust: TrustPolicy; now: number };

/** Trusts the known CAs only: the default, and Verify SSL Certificate off. */
export const knownCasOnly: TrustPolicy = { verifySsl: false, pin: null, metCaVouched: false };

/**
 * Accepts or refuses a certificate before anything of the request is sent. Example: a self-signed
 * certificate, Verify SSL Certificate on and no pin yet: accepted, and `pinTo` is that certificate.
 * @param host the name or IP address that the certificate has to be for
 * @param now milliseconds since the epoch
 */
export function judgeCertificate(
  facts: HandshakeFacts,
  host: string,
  trust: TrustPolicy,
  now: number,
): CertificateVerdict {
  const { leaf } = facts;
  if (leaf === undefined || facts.sessionReused) {
    return refusal(null, trust, `${host} showed no certificate: check the TLS settings of the server.`);
  }
  if (facts.authorized) return { accept: true, caVouched: true, pinTo: null };
  const judged: Judged = { facts, leaf, host, trust, now };
  if (!trust.verifySsl) return refuseUnknown(judged);
  return isPinnable(facts.authorizationError) ? judgeUnknownCa(judged) : refuseUnknown(judged);
}

/** The four errors that say no more than "no known CA"; the code below checks dates, names and signatures. */
function isPinnable(code: string | null): boolean {
  return (
    code === "DEPTH_ZERO_SELF_SIGNED_CERT" ||
    code === "SELF_SIGNED_CERT_IN_CHAIN" ||
    code === "UNABLE_TO_VERIFY_LEAF_SIGNATURE" ||
    code === "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
  );
}

function judgeUnknownCa(judged: Judged): CertificateVerdict {
  const { leaf, trust, now } = judged;
  const pinned = trust.pin === null ? null : readPinned(trust.pin);
  const path = buildPath(leaf, pinned, now);
  const fault = path.fault ?? pathFault(path, judged);
  if (fault !== null) return refusal(leaf, trust, refusedSentence(judged, fault));
  if (trust.pin !== null) {
    const isPinned = path.certificates.some((one) => one.fingerprint256 === trust.pin?.sha256);
    return isPinned ? { accept: true, caVouched: false, pinTo: null } : changed(judged, path.anchor);
  }
  if (trust.metCaVouched) return downgraded(judged, path.anchor);
  return { accept: true, caVouched: false, pinTo: pinOf(path.anchor) };
}

/**
 * What is wrong with a path that ends in no known CA. A self-signed leaf may bear any name: its pin
 * identifies it.
 */
function pathFault(path: CertificatePath, { facts, leaf, host }: Judged): string | null {
  const saysSelfSigned = facts.authorizationError?.includes("SELF_SIGNED") ?? false;
  if (saysSelfSigned && !path.selfSignedEnd) return "its CA did not sign";
  return path.anchor === leaf && path.selfSignedEnd ? null : (nameFault(leaf, host) ?? purposeFault(leaf));
}

/** The refusal of a certificate other than the pinned one. */
function changed({ host, trust }: Judged, anchor: X509Certificate): CertificateVerdict {
  const expected = trust.pin?.sha256 ?? null;
  const message =
    `${host} showed another certificate than the one this channel trusts (expected SHA-256 ${expected}, ` +
    `found ${anchor.fingerprint256}): if it was renewed on purpose, choose Trust the new certificate.`;
  return { accept: false, outcome: "certificate_changed", message, expected, found: pinOf(anchor) };
}

/**
 * The refusal of a self-signed certificate after a known CA vouched: somebody may intercept the connection.
 */
function downgraded({ host }: Judged, anchor: X509Certificate): CertificateVerdict {
  const message =
    `${host} had a certificate from a known CA before and now shows a self-signed one (SHA-256 ` +
    `${anchor.fingerprint256}): if that is on purpose, choose Trust the new certificate.`;
  return { accept: false, outcome: "certificate_changed", message, expected: null, found: pinOf(anchor) };
}

function refuseUnknown(judged: Judged): CertificateVerdict {
  return refusal(
    judged.leaf,
    judged.trust,
    refusedSentence(judged, nodeFault(judged.facts.authorizationError)),
  );
}

function refusal(leaf: X509Certificate | null, trust: TrustPolicy, message: string): CertificateVerdict {
  const found = leaf === null ? null : pinOf(leaf);
  return {
    accept: false,
    outcome: "certificate_refused",
    message,
    expected: trust.pin?.sha256 ?? null,
    found,
  };
}

/** "… showed a certificate that <fault> (subject, issuer, dates): what to do." */
function refusedSentence({ facts, leaf, host, trust }: Judged, fault: string): string {
  const details =
    `subject ${nameText(leaf.subject)}, issuer ${nameText(leaf.issuer)}, ` +
    `valid from ${dayOf(leaf.validFrom)} to ${dayOf(leaf.validTo)}`;
  const hint =
    !trust.verifySsl && isPinnable(facts.authorizationError)
      ? "install one from a known CA, add its CA with NODE_EXTRA_CA_CERTS, or switch on Verify SSL Certificate, which can pin it."
      : "install a valid certificate on the server.";
  return `${host} showed a certificate that ${fault} (${details}): ${hint}`;
}

function nodeFault(code: string | null): string {
  const faults: Record<string, string> = {
    DEPTH_ZERO_SELF_SIGNED_CERT: "is self-signed",
    SELF_SIGNED_CERT_IN_CHAIN: "ends in an unknown self-signed root",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "no known CA vouches for",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "no known CA vouches for",
    CERT_HAS_EXPIRED: "has expired, or whose CA has",
    CERT_NOT_YET_VALID: "is not valid yet, or whose CA is not",
    CERT_SIGNATURE_FAILURE: "its CA did not sign",
    ERR_TLS_CERT_ALTNAME_INVALID: "is for another name",
  };
  return faults[code ?? ""] ?? `failed the check (${code ?? "no reason given"})`;
}

function nameFault(leaf: X509Certificate, host: string): string | null {
  return checkServerIdentity(host, leaf.toLegacyObject()) === undefined ? null : "is for another name";
}

const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

/** Node reports one error only, so an unknown CA may hide a wrong purpose. */
function purposeFault(leaf: X509Certificate): string | null {
  const uses: string[] | undefined = leaf.keyUsage;
  return uses === undefined || uses.includes(SERVER_AUTH) ? null : "is not meant for a server";
}

function pinOf(certificate: X509Certificate): PinnedCertificate {
  return { sha256: certificate.fingerprint256, certificate: certificate.toString() };
}

function dayOf(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : new Date(time).toISOString().slice(0, 10);
}
