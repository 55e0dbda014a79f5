import { FingerprintLines } from "#components/channels/security/fingerprints.tsx";
import { failureText } from "#components/deliveries/failure-text.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Folded } from "#components/ui/folded.tsx";
import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import type { ChannelTest } from "#lib/domain/channel/test.ts";

type FailureProps = { failure: NonNullable<ChannelTest["failure"]>; certificate: ChannelTest["certificate"] };

/** Why the test failed: what happened, what to do, and the details, folded. */
export function Failure({ failure, certificate }: FailureProps) {
  const { what, advice, fine } = failureText(failure.message);
  return (
    <div className="flex flex-col gap-2">
      <AlertNote tone="danger" title={what}>
        {advice}
        {failure.code === "certificate_changed" && WHERE_TO_TRUST}
      </AlertNote>
      <Folded title="Details">
        <KeyValues>
          <KeyValue label="Outcome">
            <code className="font-mono text-sm">{failure.code}</code>
          </KeyValue>
          <Fingerprint label="Expected SHA-256" sha256={certificate?.expected} />
          <Fingerprint label="Found SHA-256" sha256={certificate?.found} />
          {fine.startsWith("subject") && <KeyValue label="It says">{fine}</KeyValue>}
        </KeyValues>
      </Folded>
    </div>
  );
}

const WHERE_TO_TRUST = " The webhook's page offers that once a delivery has met the new certificate.";

function Fingerprint({ label, sha256 }: { label: string; sha256: string | null | undefined }) {
  return (
    sha256 && (
      <KeyValue label={label}>
        <FingerprintLines sha256={sha256} />
      </KeyValue>
    )
  );
}
