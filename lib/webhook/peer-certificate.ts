import type { X509Certificate } from "node:crypto";
import type { PeerCertificate } from "#lib/domain/delivery/peer-certificate.ts";

/** The facts of a certificate that the delivery log keeps. Null for one whose dates can't be read. */
export function peerCertificate(leaf: X509Certificate | undefined): PeerCertificate | null {
  if (leaf === undefined) return null;
  const [validFrom, validTo] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
  if (Number.isNaN(validFrom) || Number.isNaN(validTo)) return null;
  const { subject, issuer, fingerprint256: sha256 } = leaf;
  return { sha256, subject: nameText(subject), issuer: nameText(issuer), validFrom, validTo };
}

/** The longest name that is kept or shown, in characters. */
const LONGEST_NAME = 200;

/** A distinguished name, of which Node puts each part on a line, on one line. */
export function nameText(name: string | undefined): string {
  return (name ?? "").split("\n").join(", ").slice(0, LONGEST_NAME) || "unnamed";
}
