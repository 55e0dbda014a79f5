"use client";

import { useEffect, useState } from "react";
import { later, useLater } from "./later.ts";
import { hearWaiting, type Toast, waitingToasts } from "./toast.ts";

const RETRY_MS = 2_000;

const toasts = later(() => import("./toasts.tsx"));

/** Where toasts appear; once, in the console's layout. What shows them is loaded with the first. */
export function Toaster() {
  const loaded = useLater(toasts);
  const [unshown, setUnshown] = useState<readonly Toast[]>([]);
  useEffect(() => loadUntilShown(setUnshown), []);
  if (loaded !== undefined) return <loaded.Toasts />;
  return unshown.length > 0 && <PlainToasts toasts={unshown} />;
}

/** What is said while the server is away, and the toaster with it, must be seen: `show` gets what still waits. */
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
        // biome-ignore lint/suspicious/noArrayIndexKey: they only ever become more
        <div key={index} role="status">
          <p className="font-medium">{title}</p>
          {options.description && <p className="text-muted">{options.description}</p>}
        </div>
      ))}
    </section>
  );
}
