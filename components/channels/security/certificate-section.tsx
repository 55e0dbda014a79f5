import { useState } from "react";
import { FormSection } from "#components/form/form-section.tsx";
import { CERTIFICATE_SECTION } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Fingerprint, TwoFingerprints } from "./fingerprints.tsx";
import type { SecurityActions, SecurityView } from "./security-view.ts";
import { TrustCertificate } from "./trust-certificate.tsx";

type CertificateSectionProps = Pick<SecurityActions, "trust"> & { channel: SecurityView; mayManage: boolean };

/** Which certificate the channel trusts, and the other one that its receiver showed. */
export function CertificateSection({ channel, mayManage, trust }: CertificateSectionProps) {
  const { pinned, offered } = channel.certificate;
  return (
    <div id={CERTIFICATE_SECTION} className="scroll-mt-20">
      <FormSection title="Certificate">
        {offered === null ? (
          <Trusted channel={channel} pinned={pinned} />
        ) : (
          <>
            <AlertNote tone="warning" title="The receiver shows another certificate">
              Deliveries fail until it shows the former one, or an admin trusts the new one. Ask whoever runs
              the receiver whether the change is meant, and compare the SHA-256 fingerprints.
            </AlertNote>
            <TwoFingerprints pinned={pinned} offered={offered} />
            {mayManage && <Decide channel={channel} offered={offered} trust={trust} />}
          </>
        )}
      </FormSection>
    </div>
  );
}

function Decide(props: Pick<CertificateSectionProps, "channel" | "trust"> & { offered: string }) {
  const { channel, offered, trust } = props;
  // What was shown when the question was asked is what is trusted: a refresh of the page must not swap it.
  const [asked, setAsked] = useState({ channel, offered });
  const [asking, setAsking] = useState(false);
  function ask() {
    setAsked({ channel, offered });
    setAsking(true);
  }
  return (
    <div>
      <Button onClick={ask}>Trust the new certificate</Button>
      <TrustCertificate {...asked} trust={trust} open={asking} onOpenChange={setAsking} />
    </div>
  );
}

function Trusted({ channel, pinned }: { channel: SecurityView; pinned: string | null }) {
  if (channel.url.startsWith("http:"))
    return (
      <p className="text-muted">The URL is plain http: there is no certificate, and nothing is encrypted.</p>
    );
  if (!channel.verifySsl)
    return <p className="text-muted">Verify SSL Certificate is off: only certificates of known CAs count.</p>;
  if (pinned === null)
    return (
      <p className="text-muted">
        None is pinned. One from a known CA needs no pin; a self-signed one is pinned the first time it is
        seen.
      </p>
    );
  return (
    <>
      <p className="text-muted">
        No known CA vouches for it, so it is pinned: only this certificate, or one from a known CA, is
        accepted.
      </p>
      <Fingerprint label="Pinned certificate, SHA-256" sha256={pinned} />
    </>
  );
}
