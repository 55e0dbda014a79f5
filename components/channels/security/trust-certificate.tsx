import { answerOf } from "#components/form/answer-of.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { TwoFingerprints } from "./fingerprints.tsx";
import type { SecurityActions, SecurityView } from "./security-view.ts";

type TrustCertificateProps = Pick<SecurityActions, "trust"> & {
  channel: Pick<SecurityView, "id" | "name" | "certificate">;
  /** The fingerprint that is shown. Confirming trusts only this one. */
  offered: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onTrusted: () => void;
};

/** Shows both fingerprints and asks, then pins the new certificate. */
export function TrustCertificate(props: TrustCertificateProps) {
  const { channel, offered, open, onOpenChange, trust, onTrusted } = props;
  async function confirm() {
    const result = await answerOf(trust(channel.id, offered));
    if (!result.ok) return result.message;
    onTrusted();
    toast.success(`${channel.name} trusts the new certificate`);
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Trust the new certificate of ${channel.name}?`}
      confirmLabel="Trust the new certificate"
      tone="primary"
      onConfirm={confirm}
    >
      <p className="mb-3">
        Compare the SHA-256 fingerprint shown now with the one that the receiver's operator gives you:
        somebody in between would show another. Once you trust it, Tocsin accepts only this certificate, or
        one from a known CA.
      </p>
      <TwoFingerprints pinned={channel.certificate.pinned} offered={offered} />
    </ConfirmDialog>
  );
}
