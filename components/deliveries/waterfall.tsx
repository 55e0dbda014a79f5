import { Fragment } from "react";
import { cn } from "#components/ui/cn.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { onReusedConnection, type TimedStep, type Timing } from "#lib/domain/delivery/timing.ts";
import { formatStep } from "./measures.ts";
import { timingBars } from "./timing-bars.ts";

type WaterfallProps = { timing: Timing; outcome: Outcome };

/** How long each step of an attempt took, drawn one after the other. The step that failed is red. */
export function Waterfall({ timing, outcome }: WaterfallProps) {
  const bars = timingBars(timing);
  const failed = outcome === "delivered" || outcome === "http_status" ? null : bars.at(-1)?.step;
  return (
    <dl className="grid max-w-160 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 text-sm">
      {onReusedConnection(timing) && (
        <>
          <dt className="text-muted">Connection</dt>
          <dd className="col-span-2">Reused, so without DNS, connect and TLS.</dd>
        </>
      )}
      {bars.map(({ step, ms, left, width }) => (
        <Fragment key={step}>
          <dt className="text-muted">{STEP_WORDS[step]}</dt>
          <dd aria-hidden className="h-2 rounded-full bg-sunken">
            <div
              className={cn(
                "h-full min-w-0.75 rounded-full",
                step === failed ? "bg-danger-dot" : COLOURS[step],
              )}
              style={{ marginLeft: `min(${left}%, 100% - 3px)`, width: `${width}%` }}
            />
          </dd>
          <dd className="text-right tabular-nums">{formatStep(ms)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

const STEP_WORDS: Record<TimedStep, string> = {
  dns: "DNS",
  connect: "Connect",
  tls: "TLS",
  firstByte: "First byte",
  body: "Body",
};

const COLOURS: Record<TimedStep, string> = {
  dns: "bg-neutral-dot",
  connect: "bg-neutral-dot",
  tls: "bg-neutral-dot",
  firstByte: "bg-accent",
  body: "bg-info-dot",
};
