"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useTitleFocusAtEnd } from "#components/ui/title-focus.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ApiKeyView } from "#lib/domain/people/api-key.ts";
import { RevokeDialog } from "./revoke-dialog.tsx";

type Props = {
  apiKey: ApiKeyView;
  revoke: (id: string) => Promise<ActionResult<{ name: string }>>;
};

/** Revokes the key of its page, after a question. */
export function RevokeButton({ apiKey, revoke }: Props) {
  const [asks, setAsks] = useState(false);
  const focusTitleAtEnd = useTitleFocusAtEnd();
  const revokeHere = async (id: string) => {
    const result = await revoke(id);
    if (result.ok) focusTitleAtEnd();
    return result;
  };
  return (
    <>
      <Button variant="danger" className="noscript:hidden" onClick={() => setAsks(true)}>
        Revoke
      </Button>
      <RevokeDialog apiKey={asks ? apiKey : null} onClose={() => setAsks(false)} revoke={revokeHere} />
    </>
  );
}
