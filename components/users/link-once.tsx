"use client";

import { OutsideText } from "#components/ui/outside-text.tsx";
import { SecretOnce } from "#components/ui/secret-once.tsx";
import { accountLinkPath, lifeOf } from "#lib/domain/people/account-link.ts";
import type { ShownLink } from "./user-actions.ts";

type Props = {
  /** Null while there is nothing to show. */
  link: (ShownLink & { name: string }) | null;
  /** The public address of this installation; null to take that of the browser's address bar. */
  baseUrl: string | null;
  onClose: () => void;
};

/** Shows an invite or a reset link for the only time. */
export function LinkOnce({ link, baseUrl, onClose }: Props) {
  if (link === null) return null;
  const { kind, token, name } = link;
  return (
    <SecretOnce
      open
      onClose={onClose}
      title={kind === "invite" ? `Invite link for ${name}` : `Reset link for ${name}`}
      secretName="link"
      secret={(baseUrl ?? location.origin) + accountLinkPath(kind, token)}
    >
      <p>
        Send it to <OutsideText text={name} /> in a way that only they can read: Tocsin sends no mail. It
        works once, within {lifeOf(kind)}, and lets them choose a password. A newer link replaces it.
      </p>
    </SecretOnce>
  );
}
