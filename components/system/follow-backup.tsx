"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { refreshByItself } from "#components/live/patient-fetch.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { cn } from "#components/ui/cn.ts";
import { bytesInWords } from "#lib/domain/bytes.ts";
import { type BackupProgress, progressInWords } from "#lib/domain/system/facts.ts";

const EVERY_MS = 1_000;

/** Browsers draw an empty bar of their own like a full one. */
const BAR = cn(
  "mt-2 block h-2 w-full max-w-sm appearance-none overflow-hidden rounded-full border-0 bg-border-strong",
  "[&::-webkit-progress-bar]:bg-border-strong [&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent",
);

/** Says how far a backup is, and reads the page again until it is made: nothing is written meanwhile. */
export function FollowBackup({ progress }: { progress: BackupProgress }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") refreshByItself(router.refresh);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <AlertNote title="A backup is being made">
      <p>{progressInWords(progress, bytesInWords)}</p>
      <progress
        aria-label="Backup"
        max={progress.total}
        value={Math.min(progress.copied, progress.total)}
        className={BAR}
      />
    </AlertNote>
  );
}
