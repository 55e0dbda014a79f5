import { TIMED_STEPS, type TimedStep, type Timing } from "#lib/domain/delivery/timing.ts";

/** One step in the waterfall: how long it took, in ms, and its bar's place, in percent of the whole. */
export type TimingBar = { step: TimedStep; ms: number; left: number; width: number };

/** A bar for each step that took place, one after the other. */
export function timingBars(timing: Timing): TimingBar[] {
  const steps = TIMED_STEPS.flatMap((step) => {
    const ms = timing[step];
    return ms === null ? [] : [{ step, ms }];
  });
  const total = steps.reduce((sum, { ms }) => sum + ms, 0);
  let before = 0;
  return steps.map(({ step, ms }) => {
    const left = percent(before, total);
    before += ms;
    return { step, ms, left, width: percent(ms, total) };
  });
}

/** To a tenth: what no eye can tell apart would only make the page longer. */
const percent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 10;
