import { type Cpu, totalOf } from "./cpu.ts";
import { type Figure, median } from "./report.ts";
import { medianRound, type Round } from "./rounds.ts";

const THREADS: Record<keyof Cpu, string> = {
  http: "HTTP thread",
  engine: "engine",
  v8: "V8's helpers",
  pool: "libuv's pool",
  other: "other threads",
};

/**
 * The medians of some rounds: CPU per event in total and by thread, rate and latencies. `most` has targets for
 * the latencies in ms; `whose` tells apart whose rounds they are.
 */
export function roundFigures(
  scenario: string,
  rounds: Round[],
  most: { p50?: number; p99?: number } = {},
  whose = "",
): Figure[] {
  const { cpu, later, perSecond, p50, p99 } = medianRound(rounds);
  const figure = (name: string, value: number, unit: string, atMost?: number): Figure => ({
    scenario,
    figure: whose + name,
    value,
    unit,
    ...(atMost !== undefined && { target: { at: "most", value: atMost } }),
  });
  const threads = Object.entries(THREADS) as [keyof Cpu, string][];
  // Another program doesn't have Tocsin's threads.
  const byThread = cpu.engine === 0 ? [] : threads;
  return [
    figure("delivered", perSecond, "/s"),
    figure("post to receipt, p50", p50, "ms", most.p50),
    figure("post to receipt, p99", p99, "ms", most.p99),
    figure("CPU per event", median(rounds.map((round) => totalOf(round.cpu))), "µs"),
    ...byThread.map(([kind, name]) => figure(`CPU per event, ${name}`, cpu[kind], "µs")),
    figure("CPU per event after the last receipt", later, "µs"),
  ];
}
