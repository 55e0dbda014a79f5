import { Folded } from "#components/ui/folded.tsx";
import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import type { PeerCertificate } from "#lib/domain/delivery/peer-certificate.ts";

/** The certificate that the receiver showed, folded under its name. */
export function AttemptCertificate({ certificate }: { certificate: PeerCertificate }) {
  const { subject, issuer, validFrom, validTo, sha256 } = certificate;
  return (
    <Folded title="Certificate">
      <KeyValues>
        <KeyValue label="Subject">
          <OutsideText text={subject} />
        </KeyValue>
        <KeyValue label="Issuer">{issuer === subject ? "Itself" : <OutsideText text={issuer} />}</KeyValue>
        <KeyValue label="Valid">
          {dayOf(validFrom)} to {dayOf(validTo)}
        </KeyValue>
        <KeyValue label="SHA-256">
          <code className="wrap-anywhere font-mono text-sm">{sha256}</code>
        </KeyValue>
      </KeyValues>
    </Folded>
  );
}

/** In UTC, as certificates have it. */
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
