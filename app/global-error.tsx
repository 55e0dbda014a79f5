"use client";

import { ErrorDigest } from "#components/ui/error-digest.tsx";
import "./globals.css";

/** Shown if even the root layout failed, so it has its own html and body. Every page loads this code. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be loaded · Tocsin</title>
        <main className="flex min-h-dvh flex-col items-center justify-center gap-4 px-4">
          <h1 className="font-semibold text-xl">This page could not be loaded</h1>
          <p className="text-muted">Try again; if it fails again, look into the server's log.</p>
          <ErrorDigest error={error} />
          <button type="button" onClick={retry} className="text-accent-text underline">
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
