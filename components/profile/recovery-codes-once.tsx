"use client";

import { SecretOnce } from "#components/ui/secret-once.tsx";

/** Shows recovery codes for the only time. */
export function RecoveryCodesOnce({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  return (
    <SecretOnce
      open
      onClose={onClose}
      title="Your recovery codes"
      secretName="recovery codes"
      secret={codes.join("\n")}
    >
      <p>Without your app, each of these signs you in once in place of a code.</p>
    </SecretOnce>
  );
}
