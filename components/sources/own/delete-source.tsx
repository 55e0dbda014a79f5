"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { SOURCES } from "#components/paths.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

type Props = { id: string; name: string; remove: (id: string) => Promise<ActionResult> };

export function DeleteSource({ id, name, remove }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);

  async function confirm() {
    const result = await answerOf(remove(id));
    if (!result.ok) return result.message;
    toast.success(`${name} is deleted`);
    router.push(SOURCES);
  }

  return (
    <>
      <Button variant="danger" className="noscript:hidden" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${name}?`}
        confirmLabel="Delete"
        onConfirm={confirm}
      >
        Posts to its address are then refused with 404, and its samples go. Its alerts stay.
      </ConfirmDialog>
    </>
  );
}
