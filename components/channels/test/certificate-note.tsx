import { FingerprintLines } from "#components/channels/security/fingerprints.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import type { ChannelTest } from "#lib/domain/channel/test.ts";

type CertificateNoteProps = {
  certificate: NonNullable<ChannelTest["certificate"]>;
  /** Whether the tested settings are not saved yet. */
  unsaved: boolean;
};

/** Says that a certificate from an unknown CA will be pinned. The test itself pins nothing. */
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
