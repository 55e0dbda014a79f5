"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { refreshByItself } from "#components/live/patient-fetch.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { bytesInWords } from "#lib/domain/bytes.ts";
import { type BackupProgress, progressInWords } from "#lib/domain/system/facts.ts";

const EVERY_MS = 1_000;

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
        className="mt-2 h-2 w-full max-w-sm accent-accent"
      />
    </AlertNote>
  );
}
