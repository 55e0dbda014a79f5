import { X509Certificate } from "node:crypto";
import type { PinnedCertificate } from "#lib/domain/delivery/outcome.ts";

const MAX_DEPTH = 10;
const TOO_LONG = "has too many certificates above it";

/** A path from the leaf upwards in which each certificate is signed by the next. */
export type CertificatePath = {
  certificates: X509Certificate[];
  /** The last certificate of the path signed itself. */
  selfSignedEnd: boolean;
  /** The certificate to pin: the self-signed end, or the leaf if the server did not send the end. */
  anchor: X509Certificate;
  /** What is wrong with the dates or the length, to follow "a certificate that"; null if nothing is. */
  fault: string | null;
};

/**
 * Builds the path from the signatures: the order in which a server sends its certificates proves nothing, and
 * the last one need not have signed any other.
 * @param pinned a candidate too, in case the server does not send its root
 * @param now milliseconds since the epoch
 */
export function buildPath(
  leaf: X509Certificate,
  pinned: X509Certificate | null,
  now: number,
): CertificatePath {
  const candidates = pinned === null ? sentWith(leaf) : [...sentWith(leaf), pinned];
  const certificates = [leaf];
  let last: X509Certificate | undefined = leaf;
  let end = leaf;
  while (last !== undefined && certificates.length <= MAX_DEPTH) {
    end = last;
    last = isSelfSigned(end) ? undefined : candidates.find((one) => mayFollow(certificates, one));
    if (last !== undefined) certificates.push(last);
  }
  const selfSignedEnd = isSelfSigned(end);
  return {
    certificates,
    selfSignedEnd,
    anchor: selfSignedEnd ? end : leaf,
    fault: certificates.length > MAX_DEPTH ? TOO_LONG : dateFaultOf(certificates, now),
  };
}

/** Reads a pinned certificate from its PEM; null if it can't be read, so that nothing matches it. */
export function readPinned(pin: PinnedCertificate): X509Certificate | null {
  try {
    const certificate = new X509Certificate(pin.certificate);
    return certificate.fingerprint256 === pin.sha256 ? certificate : null;
  } catch {
    return null;
  }
}

/** The certificates that came with the leaf. */
function sentWith(leaf: X509Certificate): X509Certificate[] {
  const sent: X509Certificate[] = [];
  let next = leaf.issuerCertificate;
  while (next !== undefined && sent.length < MAX_DEPTH && !sent.includes(next)) {
    sent.push(next);
    next = next.issuerCertificate;
  }
  return sent;
}

/** Whether the candidate is a CA, not in the path yet, that signed the last certificate. */
function mayFollow(path: readonly X509Certificate[], candidate: X509Certificate): boolean {
  const last = path.at(-1);
  const isNew = path.every((one) => one.fingerprint256 !== candidate.fingerprint256);
  return last !== undefined && candidate.ca && isNew && isSignedBy(last, candidate);
}

/** Does without `checkIssued`, which demands the right to sign others: a self-signed leaf may lack it. */
function isSelfSigned(certificate: X509Certificate): boolean {
  try {
    return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
  } catch {
    return false;
  }
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function dateFaultOf(certificates: readonly X509Certificate[], now: number): string | null {
  if (certificates.some((one) => !(Date.parse(one.validFrom) <= now)))
    return "is not valid yet, or whose CA is not";
  return certificates.every((one) => Date.parse(one.validTo) >= now) ? null : "has expired, or whose CA has";
}
