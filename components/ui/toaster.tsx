"use client";

import { useEffect, useState } from "react";
import { later, useLater } from "./later.ts";
import { hearWaiting, type Toast, waitingToasts } from "./toast.ts";

const RETRY_MS = 2_000;

const toasts = later(() => import("./toasts.tsx"));

/** The place of toasts. Rendered once, in the console's layout. Its code is loaded with the first toast. */
export function Toaster() {
  const loaded = useLater(toasts);
  const [unshown, setUnshown] = useState<readonly Toast[]>([]);
  useEffect(() => loadUntilShown(setUnshown), []);
  if (loaded !== undefined) return <loaded.Toasts />;
  return unshown.length > 0 && <PlainToasts toasts={unshown} />;
}

/**
 * Loads the toaster until that succeeds. If the server is away, `show` gets the waiting toasts, so that they
 * are seen anyway.
 */
function loadUntilShown(show: (waiting: readonly Toast[]) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = () => {
    clearTimeout(timer);
    toasts.load().catch(() => {
      show(waitingToasts());
      timer = setTimeout(load, RETRY_MS);
    });
  };
  const stopHearing = hearWaiting(load);
  return () => {
    clearTimeout(timer);
    stopHearing();
  };
}

function PlainToasts({ toasts: all }: { toasts: readonly Toast[] }) {
  return (
    <section
      aria-label="Messages"
      className="fixed inset-x-2 top-2 z-50 mx-auto flex flex-col gap-2 rounded-lg border bg-raised px-3.5 py-3 text-ink shadow-popup sm:w-90"
    >
      {all.map(({ title, options }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: toasts are only ever added
        <div key={index} role="status">
          <p className="font-medium">{title}</p>
          {options.description && <p className="text-muted">{options.description}</p>}
        </div>
      ))}
    </section>
  );
}
