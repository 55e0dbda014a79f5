import type { ReactNode } from "react";
import { DELIVERIES } from "#components/paths.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { formatSpan } from "#components/ui/time-format.ts";
import { type OverviewFacts, perMinute, WAITING_COUNTED } from "#lib/domain/overview/overview.ts";
import { countInWords, durationInWords, rateInWords, shareInWords } from "./words.ts";

/** How deliveries did in the window, and what waits now. */
export function DeliveryFigures({ facts, now }: { facts: OverviewFacts; now: number }) {
  const { total, waiting } = facts;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-border sm:grid-cols-3 lg:grid-cols-5">
      <Figure name="Delivered" value={shareInWords(total.shareDelivered)}>
        {countInWords(total.delivered)} of {countInWords(total.delivered + total.failed)}
      </Figure>
      <Figure name="Failed" value={countInWords(total.failed)} alarming={total.failed > 0}>
        {total.failed > 0 ? (
          <TextLink href={`${DELIVERIES}?state=failed`}>Show all failed</TextLink>
        ) : (
          failedAttempts(total.failedAttempts)
        )}
      </Figure>
      <Figure name="Per minute" value={rateInWords(perMinute(total, facts))}>
        deliveries ended
      </Figure>
      <Figure name="Receipt to delivered" value={durationInWords(total.p50)}>
        {total.p95 === null ? "median" : `median · p95 ${durationInWords(total.p95)}`}
      </Figure>
      <Figure name="Waiting now" value={countInWords(waiting.count, WAITING_COUNTED)}>
        {waiting.oldestAt === null
          ? "in the queue"
          : `the oldest for ${formatSpan(Math.max(0, now - waiting.oldestAt))}`}
      </Figure>
    </dl>
  );
}

const failedAttempts = (count: number): string =>
  count === 0 ? "no attempt failed" : `${countInWords(count)} ${count === 1 ? "attempt" : "attempts"} failed`;

type FigureProps = { name: string; value: string; alarming?: boolean; children: ReactNode };

function Figure({ name, value, alarming = false, children }: FigureProps) {
  return (
    <div className="flex flex-col bg-surface px-4 py-3 last:max-sm:col-span-2 sm:px-5">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className={`font-semibold text-xl tabular-nums ${alarming ? "text-danger-text" : ""}`}>{value}</dd>
      <dd className="text-muted text-sm tabular-nums">{children}</dd>
    </div>
  );
}
