import { FingerprintLines } from "#components/channels/security/fingerprints.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import type { ChannelTest } from "#lib/domain/channel/test.ts";

type CertificateNoteProps = {
  certificate: NonNullable<ChannelTest["certificate"]>;
  /** Whether what was tested still has to be saved. */
  unsaved: boolean;
};

/** What a certificate that no known CA vouches for leads to: a test pins nothing. */
export function CertificateNote({ certificate: { wouldPin }, unsaved }: CertificateNoteProps) {
  if (wouldPin === null) return null;
  return (
    <AlertNote title={`${unsaved ? "Saving" : "The first delivery"} will pin this certificate`}>
      No known CA vouches for it. Compare its SHA-256 fingerprint with the server's: once it is pinned, Tocsin
      accepts only this certificate, or one from a known CA.
      <div className="mt-2">
        <FingerprintLines sha256={wouldPin} />
      </div>
    </AlertNote>
  );
}
