import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { isRetriedStatus } from "#lib/domain/delivery/retry.ts";
import { OUTCOME_WORDS } from "./words.ts";

type AttemptAnswerProps = { outcome: Outcome; status: number | null; className?: string };

/** An attempt's result: the HTTP status as a badge, otherwise the outcome in words ("Timed out"). */
export function AttemptAnswer({ outcome, status, className }: AttemptAnswerProps) {
  const statusSaysAll = outcome === "delivered" || outcome === "http_status";
  return (
    <span className={cn("inline-flex items-center gap-2 whitespace-nowrap", className)}>
      {status !== null && <Badge tone={toneOf(outcome, status)}>{status}</Badge>}
      {(status === null || !statusSaysAll) && <span>{OUTCOME_WORDS[outcome]}</span>}
    </span>
  );
}

/** Green: success. Amber: it may still succeed. Red: final. */
function toneOf(outcome: Outcome, status: number) {
  if (outcome === "delivered") return "success";
  return outcome !== "http_status" || isRetriedStatus(status) ? "warning" : "danger";
}
