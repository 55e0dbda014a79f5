"use client";

import { buttonStyle } from "#components/ui/button-style.ts";
import { CardPage } from "#components/ui/card-page.tsx";
import { ErrorDigest } from "#components/ui/error-digest.tsx";
import { PAGE_FAILED } from "#components/ui/page-failed-words.ts";

/**
 * Shown if a page outside the console, or the console itself, failed. Every page loads this code, so it is
 * kept small.
 */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <CardPage title={PAGE_FAILED.title} description={PAGE_FAILED.description}>
      <ErrorDigest error={error} />
      <button type="button" onClick={retry} className={buttonStyle({ variant: "primary" })}>
        Try again
      </button>
    </CardPage>
  );
}
