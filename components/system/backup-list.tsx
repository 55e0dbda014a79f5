"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { Folded } from "#components/ui/folded.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { StoredBackup } from "#lib/domain/backup.ts";
import { bytesInWords } from "#lib/domain/bytes.ts";
import type { Proof } from "#lib/domain/system/facts.ts";
import { DownloadDialog } from "./download-dialog.tsx";
import type { SystemActions } from "./system-actions.ts";

/** More would push the rest of the page away. */
const SHOWN = 8;

type Props = {
  files: readonly StoredBackup[];
  proof: Proof;
  now: number;
  allow: SystemActions["allowDownload"];
};

/** The backups in the folder, the newest first, each to be downloaded. */
export function BackupList({ files, proof, now, allow }: Props) {
  const [asked, setAsked] = useState<StoredBackup | null>(null);
  const [older, setOlder] = useState(false);
  const ask = proof === null ? null : setAsked;
  const hidden = files.length - SHOWN;
  return (
    <div className="flex flex-col gap-2">
      <Rows label="Backups" files={files.slice(0, SHOWN)} now={now} ask={ask} />
      {hidden > 0 && (
        <Folded title={`${hidden.toLocaleString("en")} older`} open={older} onToggle={setOlder}>
          {older && <Rows label="Older backups" files={files.slice(SHOWN)} now={now} ask={ask} />}
        </Folded>
      )}
      <DownloadDialog backup={asked} proof={proof} onClose={() => setAsked(null)} allow={allow} />
    </div>
  );
}

type RowsProps = Pick<Props, "files" | "now"> & {
  label: string;
  /** Null if the user can't download any. */
  ask: ((backup: StoredBackup) => void) | null;
};

function Rows({ label, files, now, ask }: RowsProps) {
  return (
    <ul aria-label={label} className="divide-y rounded-lg border bg-surface">
      {files.map((backup) => (
        <li
          key={backup.name}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2 sm:px-5"
        >
          <div className="min-w-0 flex-1 basis-40">
            <p className="flex flex-wrap items-center gap-x-2">
              <ExactTime at={backup.at} />
              {backup.kind === "before migration" && <Badge>Before a migration</Badge>}
            </p>
            <p className="wrap-anywhere text-muted text-sm">
              {bytesInWords(backup.bytes)} · <RelativeTime at={backup.at} now={now} />
              <span className="max-sm:hidden">
                {" · "}
                <code className="font-mono">{backup.name}</code>
              </span>
            </p>
          </div>
          {ask !== null && (
            <Button
              size="sm"
              className="noscript:hidden"
              icon={<Download aria-hidden />}
              aria-label={`Download ${backup.name}`}
              onClick={() => ask(backup)}
            >
              Download
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
