import { Chart } from "#components/charts/chart.tsx";
import { roundScale } from "#components/charts/scale.ts";
import { stackedBars } from "#components/charts/shapes.ts";
import { Folded } from "#components/ui/folded.tsx";
import { formatUtcDay } from "#components/ui/time-format.ts";
import { bytesInWords } from "#lib/domain/bytes.ts";
import { type SizeSample, startOfDay } from "#lib/domain/system/growth.ts";

/** The days that are drawn; a longer time would make the bars too thin to see. */
const SHOWN_DAYS = 90;

/** The size of the database on each of the last days. `sizes` has at least two days, the oldest first. */
export function SizeChart({ sizes }: { sizes: readonly SizeSample[] }) {
  const last = sizes.at(-1)?.day ?? 0;
  const shown = sizes.filter(({ day }) => last - day < SHOWN_DAYS);
  const first = shown[0]?.day ?? 0;
  const largest = Math.max(...shown.map(({ databaseBytes }) => databaseBytes));
  const unit = 1_024 ** Math.max(1, Math.floor(Math.log2(Math.max(1, largest)) / 10));
  const scale = roundScale([largest / unit], 1);
  const parts = Array.from({ length: last - first + 1 }, (_, index) => {
    const found = shown.find(({ day }) => day === first + index);
    return [(found?.databaseBytes ?? 0) / unit];
  });
  const [path = ""] = stackedBars(parts, scale);
  return (
    <div className="flex flex-col gap-3 rounded-lg border bg-surface p-4 sm:p-5">
      <Chart
        title="Size of the database"
        summary={`The database's size on each of the last ${parts.length} days: from ${bytesInWords(shown[0]?.databaseBytes ?? 0)} to ${bytesInWords(shown.at(-1)?.databaseBytes ?? 0)}.`}
        scale={scale}
        unit={(value) => (value === 0 ? "0" : bytesInWords(value * unit))}
        width={parts.length}
        times={[formatUtcDay(startOfDay(first)), formatUtcDay(startOfDay(last))]}
        series={[{ name: "Database and log", path, draw: "fill", color: "text-info-dot" }]}
        empty={false}
      />
      <Folded title="Sizes as a table">
        <SizeTable sizes={shown} />
      </Folded>
    </div>
  );
}

function SizeTable({ sizes }: { sizes: readonly SizeSample[] }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it
      tabIndex={0}
      aria-label="Sizes"
      className="max-h-80 overflow-auto rounded-lg border"
    >
      <table className="w-full whitespace-nowrap text-right tabular-nums">
        <thead className="sticky top-0 bg-surface text-muted text-sm">
          <tr>
            <th scope="col" className="px-4 py-2 text-left font-medium">
              Day (UTC)
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              Database
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              Free
            </th>
          </tr>
        </thead>
        <tbody className="divide-y border-t">
          {sizes.toReversed().map(({ day, databaseBytes, freeBytes }) => (
            <tr key={day}>
              <th scope="row" className="px-4 py-1.5 text-left font-normal">
                {formatUtcDay(startOfDay(day))}
              </th>
              <td className="px-4">{bytesInWords(databaseBytes)}</td>
              <td className="px-4">{bytesInWords(freeBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
