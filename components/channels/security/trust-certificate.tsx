import { answerOf } from "#components/form/answer-of.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { TwoFingerprints } from "./fingerprints.tsx";
import type { SecurityActions, SecurityView } from "./security-view.ts";

type TrustCertificateProps = Pick<SecurityActions, "trust"> & {
  channel: SecurityView;
  /** The fingerprint that is shown, and the only one that is trusted by confirming. */
  offered: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks, with both fingerprints in sight, then pins the new certificate. */
export function TrustCertificate(props: TrustCertificateProps) {
  const { channel, offered, open, onOpenChange, trust } = props;
  async function confirm() {
    const result = await answerOf(trust(channel.id, offered));
    if (!result.ok) return result.message;
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
        From then on it alone, or one from a known CA, is accepted. Compare its SHA-256 fingerprint with the
        one that the receiver's operator gives you: somebody in between would show another.
      </p>
      <TwoFingerprints pinned={channel.certificate.pinned} offered={offered} />
    </ConfirmDialog>
  );
}
