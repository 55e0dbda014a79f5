"use client";

import { usePostedForm } from "#components/form/use-posted-form.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { signInByLink } from "./actions.ts";

/** One button, so that nothing that only fetches the link uses it up. */
export function LinkForm({ token }: { token: string }) {
  const { refusal, pending, wiring } = usePostedForm(signInByLink);
  return (
    <form {...wiring} className="flex flex-col gap-4">
      {refusal && <AlertNote tone="danger">{refusal.message}</AlertNote>}
      <input type="hidden" name="token" value={token} />
      <Button type="submit" variant="primary" pending={pending} autoFocus>
        Sign in
      </Button>
    </form>
  );
}
