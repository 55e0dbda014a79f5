import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { HEIGHT, heightOf, type Scale } from "./scale.ts";

type ChartSeries = {
  name: string;
  /** In words, behind the name: "1,204". */
  note?: string;
  path: string;
  /** `fill` draws bars, `line` draws steps. */
  draw: "fill" | "line" | "dashed";
  /** Classes that set the colour: `text-success-dot`. */
  color: string;
};

type ChartProps = {
  title: string;
  /** What the chart shows in one sentence, for people who don't see it. */
  summary: string;
  scale: Scale;
  /** An axis value with its unit. */
  unit: (value: number) => string;
  /** How many parts the time has. */
  width: number;
  /** The words below the time axis, evenly spread, the last one "now". An empty one leaves room. */
  times: readonly string[];
  series: readonly ChartSeries[];
  /** Shown in the middle if there is nothing to draw. */
  empty: ReactNode;
};

/** A small chart over time. Its text is HTML, so that it keeps its size however wide the drawing is. */
export function Chart({ title, summary, scale, unit, width, times, series, empty }: ChartProps) {
  return (
    <figure className="flex min-w-0 flex-col gap-3">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{title}</span>
        <Legend series={series} />
      </figcaption>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-muted text-xs tabular-nums">
        <ValueAxis scale={scale} unit={unit} />
        <div className="relative h-32 forced-color-adjust-none">
          <Drawing summary={summary} scale={scale} width={width} series={series} />
          {empty && <p className="absolute inset-0 flex items-center justify-center text-base">{empty}</p>}
        </div>
        <TimeAxis times={times} />
      </div>
    </figure>
  );
}

function Legend({ series }: Pick<ChartProps, "series">) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {series.map(({ name, note, draw, color }) => (
        <li key={name} className="inline-flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox="0 0 14 10" className={`h-2.5 w-3.5 shrink-0 ${color}`}>
            {draw === "fill" ? (
              <rect x="2" width="10" height="10" rx="2" fill="currentColor" />
            ) : (
              <path d="M0 5H14" stroke="currentColor" strokeWidth="2" strokeDasharray={dashes(draw)} />
            )}
          </svg>
          <span>
            {name}
            {note && <span className="text-muted tabular-nums"> {note}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ValueAxis({ scale, unit }: Pick<ChartProps, "scale" | "unit">) {
  return (
    <div aria-hidden className="flex h-32 flex-col-reverse justify-between text-right *:h-0 *:-translate-y-2">
      {scale.ticks.map((tick) => (
        <span key={tick}>{unit(tick)}</span>
      ))}
    </div>
  );
}

function TimeAxis({ times }: Pick<ChartProps, "times">) {
  const last = times.length - 1;
  return (
    <div aria-hidden className="relative col-start-2 h-5">
      {times.map((time, index) => (
        <span
          key={time}
          className={cn(
            "absolute top-1 whitespace-nowrap",
            index === last ? "-translate-x-full" : index > 0 && "-translate-x-1/2",
          )}
          style={{ left: `${(index / last) * 100}%` }}
        >
          {time}
        </span>
      ))}
    </div>
  );
}

function Drawing({
  summary,
  scale,
  width,
  series,
}: Pick<ChartProps, "summary" | "scale" | "width" | "series">) {
  return (
    <svg
      role="img"
      aria-label={summary}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
    >
      {scale.ticks.map((tick) => (
        <path
          key={tick}
          d={`M0 ${heightOf(scale, tick)}H${width}`}
          className={tick === 0 ? "stroke-border-strong" : "stroke-border"}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {series.map(({ name, path, draw, color }) =>
        draw === "fill" ? (
          <path key={name} d={path} className={color} fill="currentColor" />
        ) : (
          <path
            key={name}
            d={path}
            className={color}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.75"
            strokeDasharray={dashes(draw)}
            vectorEffect="non-scaling-stroke"
          />
        ),
      )}
    </svg>
  );
}

const dashes = (draw: ChartSeries["draw"]): string | undefined => (draw === "dashed" ? "4 3" : undefined);
