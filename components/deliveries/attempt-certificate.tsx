import { Folded } from "#components/ui/folded.tsx";
import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { formatUtcDay } from "#components/ui/time-format.ts";
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
          {formatUtcDay(validFrom)} to {formatUtcDay(validTo)} (UTC)
        </KeyValue>
        <KeyValue label="SHA-256">
          <code className="wrap-anywhere font-mono text-sm">{sha256}</code>
        </KeyValue>
      </KeyValues>
    </Folded>
  );
}
