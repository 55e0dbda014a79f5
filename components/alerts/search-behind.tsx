import { formatSpan } from "#components/ui/time-format.ts";

/** Says how far the full-text search lags behind; empty if it is up to date. */
export function SearchBehind({ seconds }: { seconds: number | null }) {
  return (
    <p role="status" className="text-muted text-sm empty:hidden">
      {seconds !== null &&
        `The search is ${formatSpan(seconds * 1_000)} behind: alerts that came or changed since then may be missing.`}
    </p>
  );
}
