"use client";

import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorDigest } from "#components/ui/error-digest.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

/** What the console shows in place of a page that failed (an `error.tsx`); the navigation stays in reach. */
export function PageFailed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="flex max-w-180 flex-col gap-4">
      <PageHeader title="This page could not be loaded" missing />
      <AlertNote tone="danger" action={<Button onClick={retry}>Try again</Button>}>
        <p>
          The server met an error while it made this page. Try again; if it stays, look into the server's log.
        </p>
        <ErrorDigest error={error} />
      </AlertNote>
    </div>
  );
}
