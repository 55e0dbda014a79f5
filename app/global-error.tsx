"use client";

import ErrorPage from "./error.tsx";
import "./globals.css";

/** Shown where even the root layout failed, and therefore with its own html and body. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be loaded · Tocsin</title>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
