import { Chart } from "#components/charts/chart.tsx";
import { roundScale } from "#components/charts/scale.ts";
import { stackedBars } from "#components/charts/shapes.ts";
import { countInWords, WINDOW_TIMES } from "#components/overview/words.ts";
import { DAY_HOURS, hourOf, type SenderHour } from "#lib/domain/source/sender-view.ts";

/** The alerts and the refused posts of each hour of the last day. `now` is in ms since 1970. */
export function HoursChart({ hours, now }: { hours: readonly SenderHour[]; now: number }) {
  const parts = partsOf(hours, now);
  const most = Math.max(...parts.map(([alerts, refused]) => alerts + refused));
  const scale = roundScale([most], 2);
  const [alerts = "", refused = ""] = stackedBars(parts, scale);
  const total = (at: 0 | 1) => countInWords(parts.reduce((sum, part) => sum + part[at], 0));
  return (
    <div className="rounded-lg border bg-surface p-4 sm:p-5">
      <Chart
        title="Alerts per hour"
        summary={`Alerts per hour in the last 24 hours: ${total(0)} alerts and ${total(1)} refused posts, at most ${countInWords(most)} in an hour.`}
        scale={scale}
        unit={countInWords}
        width={parts.length}
        times={WINDOW_TIMES["24h"]}
        series={[
          { name: "Alerts", note: total(0), path: alerts, draw: "fill", color: "text-info-dot" },
          { name: "Refused posts", note: total(1), path: refused, draw: "fill", color: "text-danger-dot" },
        ]}
        empty={most === 0 && "Nothing came in during the last 24 hours."}
      />
    </div>
  );
}

type Part = [alerts: number, refused: number];

function partsOf(hours: readonly SenderHour[], now: number): Part[] {
  const first = hourOf(now) - DAY_HOURS + 1;
  return Array.from({ length: DAY_HOURS }, (_, index) => {
    const found = hours.find(({ hour }) => hour === first + index);
    return [found?.alerts ?? 0, found?.refused ?? 0];
  });
}
