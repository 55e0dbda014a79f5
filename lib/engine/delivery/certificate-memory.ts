import { channelRow, rememberCertificates } from "#db/queries/channels.ts";
import type { CertificateMemory } from "#db/schema/index.ts";
import type {
  AttemptResult,
  CertificateReport,
  Outcome,
  PinnedCertificate,
} from "#lib/domain/delivery/outcome.ts";
import type { Tx } from "#lib/engine/write/context.ts";

export const NOTHING_MET: CertificateMemory = { pin: null, metCaVouched: false, offered: null };

/**
 * What a channel knows after a handshake. It pins a certificate only while it has no pin; the writer compares
 * and sets in one transaction. Example: the first handshake shows a self-signed certificate, so it becomes
 * the pin; a second one that shows another changes nothing but the offer. Returns the same object if nothing
 * is new.
 */
export function afterHandshake(
  known: CertificateMemory,
  outcome: Outcome | null,
  report: CertificateReport | null,
): CertificateMemory {
  if (report === null) return known;
  if (report.refused !== null)
    return outcome === "certificate_changed" ? offer(known, report.refused.found) : known;
  const now = endOffer(known, report);
  if (report.caVouched && !now.metCaVouched) return { ...now, metCaVouched: true };
  if (report.pinTo !== null && now.pin === null && !now.metCaVouched) return { ...now, pin: report.pinTo };
  return now;
}

/**
 * The next accepted handshake ends an offer: the right certificate is back, and nobody should be one click
 * away from trusting what was shown in between. Returns the same object if nothing is new.
 */
export function endOffer(known: CertificateMemory, report: CertificateReport | null): CertificateMemory {
  if (report === null || report.refused !== null || known.offered === null) return known;
  return { ...known, offered: null };
}

/** Offers the certificate for trust: the mismatch is its sole fault. */
function offer(known: CertificateMemory, found: PinnedCertificate | null): CertificateMemory {
  return found === null || found.sha256 === known.offered?.sha256 ? known : { ...known, offered: found };
}

/** Stores what a delivery's handshake showed. Returns whether anything is new. */
export function learnCertificate(
  tx: Tx,
  channelId: string,
  { outcome, certificate }: Pick<AttemptResult, "outcome" | "certificate">,
): boolean {
  if (certificate === null) return false;
  const known = channelRow(tx.db, channelId)?.certificates;
  if (known === undefined) return false;
  const now = afterHandshake(known, outcome, certificate);
  if (now === known) return false;
  rememberCertificates(tx.db, channelId, now);
  return true;
}
