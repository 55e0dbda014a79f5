import { FormSection } from "#components/form/form-section.tsx";
import { CERTIFICATE_SECTION } from "#components/paths.ts";
import { Fingerprint, TwoFingerprints } from "./fingerprints.tsx";
import type { SecurityView } from "./security-view.ts";

/** The certificate that the channel trusts, and the other one that its receiver showed. */
export function CertificateSection({ channel }: { channel: SecurityView }) {
  const { pinned, offered } = channel.certificate;
  return (
    <FormSection id={CERTIFICATE_SECTION} title="Certificate">
      {offered === null ? (
        <Trusted channel={channel} pinned={pinned} />
      ) : (
        <>
          <p className="text-muted">
            The receiver shows another certificate than before. Compare the SHA-256 fingerprints with the one
            that the receiver's operator gives you.
          </p>
          <TwoFingerprints pinned={pinned} offered={offered} />
        </>
      )}
    </FormSection>
  );
}

function Trusted({ channel, pinned }: { channel: SecurityView; pinned: string | null }) {
  if (channel.url.startsWith("http:"))
    return (
      <p className="text-muted">The URL is plain http: there is no certificate, and nothing is encrypted.</p>
    );
  if (!channel.verifySsl)
    return (
      <p className="text-muted">
        Verify SSL Certificate is off: Tocsin accepts only a certificate from a known CA.
      </p>
    );
  if (pinned === null)
    return (
      <p className="text-muted">
        No certificate is pinned. One from a known CA needs no pin; Tocsin pins a self-signed one the first
        time it sees it.
      </p>
    );
  return (
    <>
      <p className="text-muted">
        No known CA vouches for this certificate, so it is pinned: Tocsin accepts only this one, or one from a
        known CA.
      </p>
      <Fingerprint label="Pinned certificate, SHA-256" sha256={pinned} />
    </>
  );
}
