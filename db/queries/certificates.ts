import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { PeerCertificate } from "#lib/domain/delivery/peer-certificate.ts";

const known = statement<{ sha256: string }, { seq: number }>(
  "SELECT seq FROM certificates WHERE fingerprint = +@sha256",
);
const add = statement<PeerCertificate>(
  `INSERT INTO certificates (fingerprint, subject, issuer, valid_from, valid_to)
   VALUES (@sha256, @subject, @issuer, @validFrom, @validTo)`,
);

/** The number under which a certificate is kept, each once; null for none. Call it in a transaction. */
export function certificateSeq(db: Db, certificate: PeerCertificate | null): number | null {
  if (certificate === null) return null;
  return known(db).get(certificate)?.seq ?? Number(add(db).run(certificate).lastInsertRowid);
}
