import { Chart } from "#components/charts/chart.tsx";
import { roundScale } from "#components/charts/scale.ts";
import { stackedBars, steps } from "#components/charts/shapes.ts";
import { type OverviewFacts, type PartFigures, perMinute } from "#lib/domain/overview/overview.ts";
import { axisScale } from "./axis-scale.ts";
import {
  axisDuration,
  countInWords,
  durationInWords,
  rateInWords,
  WINDOW_TIMES,
  WINDOW_WORDS,
} from "./words.ts";

type Props = { facts: OverviewFacts };

/** Deliveries per minute, and how long they took. */
export function DeliveryCharts({ facts }: Props) {
  return (
    <div className="grid gap-x-8 gap-y-6 rounded-lg border bg-surface p-4 sm:p-5 lg:grid-cols-2">
      <RateChart facts={facts} />
      <LatencyChart facts={facts} />
    </div>
  );
}

function RateChart({ facts }: Props) {
  const { total, parts, window } = facts;
  const rates = parts.map((part) => ratesOf(part, facts));
  const most = Math.max(...rates.map(([delivered, failed]) => delivered + failed));
  const scale = roundScale([most], 1);
  const [delivered = "", failed = ""] = stackedBars(rates, scale);
  const counts = { delivered: countInWords(total.delivered), failed: countInWords(total.failed) };
  return (
    <Chart
      title="Deliveries per minute"
      summary={`Deliveries per minute in the last ${WINDOW_WORDS[window]}: ${counts.delivered} delivered and ${counts.failed} failed, at most ${rateInWords(most)} per minute.`}
      scale={scale}
      unit={rateInWords}
      width={parts.length}
      times={WINDOW_TIMES[window]}
      series={[
        {
          name: "Delivered",
          note: counts.delivered,
          path: delivered,
          draw: "fill",
          color: "text-success-dot",
        },
        { name: "Failed", note: counts.failed, path: failed, draw: "fill", color: "text-danger-dot" },
      ]}
      empty={most === 0 && `No delivery ended in the last ${WINDOW_WORDS[window]}.`}
    />
  );
}

/** The last part has only begun, so it counts by the minutes that it has had. */
function ratesOf(part: PartFigures, { span, until }: OverviewFacts): [delivered: number, failed: number] {
  const time = { since: part.at, until: Math.min(part.at + span, until) };
  const all = perMinute(part, time);
  const failed = perMinute({ delivered: 0, failed: part.failed }, time);
  return [all - failed, failed];
}

function LatencyChart({ facts: { total, parts, window } }: Props) {
  const scale = axisScale(Math.max(0, ...parts.map(({ p95 }) => p95 ?? 0)));
  return (
    <Chart
      title="From receipt to delivered"
      summary={`Time from receipt to delivered in the last ${WINDOW_WORDS[window]}: half within ${durationInWords(total.p50)}, 95 % within ${durationInWords(total.p95)}.`}
      scale={scale}
      unit={(ms) => axisDuration(ms, scale.max)}
      width={parts.length}
      times={WINDOW_TIMES[window]}
      series={[
        {
          name: "p50",
          note: durationInWords(total.p50),
          path: steps(
            parts.map(({ p50 }) => p50),
            scale,
          ),
          draw: "line",
          color: "text-info-dot",
        },
        {
          name: "p95",
          note: durationInWords(total.p95),
          path: steps(
            parts.map(({ p95 }) => p95),
            scale,
          ),
          draw: "dashed",
          color: "text-ink",
        },
      ]}
      empty={total.p50 === null && `Nothing was delivered in the last ${WINDOW_WORDS[window]}.`}
    />
  );
}
