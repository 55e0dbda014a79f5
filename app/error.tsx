"use client";

import { Button } from "#components/ui/button.tsx";
import { CardPage } from "#components/ui/card-page.tsx";
import { ErrorDigest } from "#components/ui/error-digest.tsx";
import { PAGE_FAILED } from "#components/ui/page-failed-words.ts";

/** Shown where a page outside the console, or the console itself, failed. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <CardPage title={PAGE_FAILED.title} description={PAGE_FAILED.description}>
      <ErrorDigest error={error} />
      <Button variant="primary" onClick={retry}>
        Try again
      </Button>
    </CardPage>
  );
}
