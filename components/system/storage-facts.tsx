import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import type { StoredBackup } from "#lib/domain/backup.ts";
import { bytesInWords } from "#lib/domain/bytes.ts";
import { freeInWords } from "#lib/domain/own/storage.ts";
import type { SystemFacts, SystemView } from "#lib/domain/system/facts.ts";
import { growthOf } from "#lib/domain/system/growth.ts";
import { Path } from "./path.tsx";
import { SizeChart } from "./size-chart.tsx";
import { Titled } from "./titled.tsx";
import { daysInWords, growthInWords } from "./words.ts";

type Props = { facts: SystemFacts; sizes: SystemView["sizes"] };

/** How much the data folder holds, how it grows, and how long things are kept. */
export function StorageFacts({ facts, sizes }: Props) {
  const { space, backups, retentionDays, auditRetentionDays } = facts;
  const growth = growthOf(sizes, space.free);
  return (
    <Titled title="Storage">
      <KeyValues>
        <KeyValue label="Data folder">
          <Path text={facts.dataDir} />
        </KeyValue>
        <KeyValue label="Database">
          {bytesInWords(facts.sizes.database)}
          <span className="text-muted">, and {bytesInWords(facts.sizes.log)} of SQLite's log</span>
        </KeyValue>
        <KeyValue label="Backups">
          {backups.files.length === 0 ? "None" : bytesInWords(sumOf(backups.files))}
        </KeyValue>
        <KeyValue label="Free space">
          {freeInWords(space)}
          <span className="text-muted"> of {bytesInWords(space.total)}</span>
        </KeyValue>
        <KeyValue label="Growth">{growthInWords(growth)}</KeyValue>
        <KeyValue label="Kept">
          Events and deliveries for {daysInWords(retentionDays)}, the audit log for{" "}
          {daysInWords(auditRetentionDays)}
        </KeyValue>
      </KeyValues>
      {growth.known && <SizeChart sizes={sizes} />}
    </Titled>
  );
}

const sumOf = (files: readonly StoredBackup[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
