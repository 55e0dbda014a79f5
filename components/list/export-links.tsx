import { exportPath } from "#components/paths.ts";
import { cn } from "#components/ui/cn.ts";
import { EXPORT_FORMATS, type ExportedThing, type ExportFormat } from "#lib/domain/export.ts";

type ExportLinksProps = {
  what: ExportedThing;
  /** The list's filter, by the names of REST. */
  query: Record<string, string | undefined>;
};

/**
 * Links to files of all that the list's filter finds, on all its pages. Without the attribute `download`, so
 * that the browser shows why an export was refused; a file it saves anyway.
 */
export function ExportLinks({ what, query }: ExportLinksProps) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-muted text-sm">
      Export this list:
      {EXPORT_FORMATS.map((format) => (
        <a key={format} href={exportPath(what, format, query)} className={LINK}>
          {WORDS[format]}
        </a>
      ))}
    </p>
  );
}

const LINK = cn(
  "inline-flex min-h-6 items-center rounded-sm text-accent-text underline underline-offset-3",
  "pointer-coarse:min-h-11 pointer-coarse:min-w-11",
);

const WORDS: Record<ExportFormat, string> = { csv: "CSV", ndjson: "NDJSON" };
