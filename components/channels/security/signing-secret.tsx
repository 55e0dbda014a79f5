import { SecretOnce } from "#components/ui/secret-once.tsx";

type Props = { name: string; signingSecret: string; onClose: () => void };

/** Shows a channel's signing secret for the only time, and its purpose. */
export function SigningSecret({ name, signingSecret, onClose }: Props) {
  return (
    <SecretOnce
      open
      onClose={onClose}
      title={`Signing secret of ${name}`}
      secretName="signing secret"
      secret={signingSecret}
    >
      <p className="text-muted">
        The receiver needs it to verify the <code className="font-mono">webhook-signature</code> header, which
        proves that a request comes from here and was not changed on its way. The webhook's Security tab has
        code for it.
      </p>
    </SecretOnce>
  );
}
