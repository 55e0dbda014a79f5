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
 * What a channel knows after a handshake. A pin is only ever set where there is none: compared and set
 * inside the one writer's transaction. Returns the same object where there is nothing new.
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
 * An offer ends with the next handshake that is accepted, whoever vouches for it: the right certificate is back, and
 * what somebody showed in between must not be a click away. Returns the same object where there is nothing new.
 */
export function endOffer(known: CertificateMemory, report: CertificateReport | null): CertificateMemory {
  if (report === null || report.refused !== null || known.offered === null) return known;
  return { ...known, offered: null };
}

/** Offers it for trust: being another one is its sole fault. */
function offer(known: CertificateMemory, found: PinnedCertificate | null): CertificateMemory {
  return found === null || found.sha256 === known.offered?.sha256 ? known : { ...known, offered: found };
}

/** Remembers what a delivery's handshake showed. Returns whether anything is new. */
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
