"use client";

import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorDigest } from "#components/ui/error-digest.tsx";
import { PAGE_FAILED } from "#components/ui/page-failed-words.ts";
import { PageHeader } from "#components/ui/page-header.tsx";

/** Shown by an `error.tsx` in place of a failed page. The navigation stays usable. */
export function PageFailed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="flex max-w-180 flex-col gap-4">
      <PageHeader title={PAGE_FAILED.title} missing />
      <AlertNote tone="danger" action={<Button onClick={retry}>Try again</Button>}>
        <p>{PAGE_FAILED.description}</p>
        <ErrorDigest error={error} />
      </AlertNote>
    </div>
  );
}
