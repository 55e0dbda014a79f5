import { ChevronRight } from "lucide-react";
import { ExactTime } from "#components/ui/exact-time.tsx";
import type { OverviewFacts } from "#lib/domain/overview/overview.ts";
import { countInWords, durationInWords } from "./words.ts";

const HEADS = ["Delivered", "Failed", "Cancelled", "Failed attempts", "p50", "p95"];

/** The figures behind the charts, newest first, without the parts in which nothing happened. */
export function PartsTable({ facts: { parts } }: { facts: Pick<OverviewFacts, "parts"> }) {
  const rows = parts.filter(
    (part) => part.delivered + part.failed + part.cancelled + part.failedAttempts > 0,
  );
  if (rows.length === 0) return null;
  return (
    <details className="group">
      <summary className="inline-flex min-h-8 list-none items-center gap-1 rounded-sm text-muted hover:text-ink pointer-coarse:min-h-11">
        <ChevronRight aria-hidden className="size-4 group-open:rotate-90" />
        Figures as a table
      </summary>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it
        tabIndex={0}
        aria-label="Figures"
        className="mt-2 max-h-96 overflow-auto rounded-lg border bg-surface"
      >
        <table className="w-full whitespace-nowrap text-right tabular-nums">
          <thead className="sticky top-0 bg-surface text-muted text-sm">
            <tr>
              <th scope="col" className="px-4 py-2 text-left font-medium">
                From
              </th>
              {HEADS.map((head) => (
                <th key={head} scope="col" className="px-4 py-2 font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y border-t">
            {rows.toReversed().map((part) => (
              <tr key={part.at}>
                <th scope="row" className="px-4 py-1.5 text-left font-normal">
                  <ExactTime at={part.at} />
                </th>
                <td className="px-4">{countInWords(part.delivered)}</td>
                <td className="px-4">{countInWords(part.failed)}</td>
                <td className="px-4">{countInWords(part.cancelled)}</td>
                <td className="px-4">{countInWords(part.failedAttempts)}</td>
                <td className="px-4">{durationInWords(part.p50)}</td>
                <td className="px-4">{durationInWords(part.p95)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
