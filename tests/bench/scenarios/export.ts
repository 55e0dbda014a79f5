import { forgetPeak, type Installation, memoryOf } from "../installation.ts";
import type { Scenario } from "../report.ts";
import { withPast } from "./history.ts";

const ROWS = 1_000_000;
/** The first export loads its code, which is no part of what rows cost. */
const FIRST = "alerts?category=nothing";
const EXPORTS = { alerts: "alerts?format=csv", deliveries: "deliveries?format=ndjson" };

export const exporting: Scenario = {
  name: "export",
  title: "1,000,000 alerts and deliveries as a file: how long it takes, and the memory that it adds",
  async run(bench) {
    const timed = await withPast(Math.ceil(ROWS * bench.scale), bench, async (_receiver, installation) => {
      await download(installation, FIRST);
      const before = memoryOf(installation.tocsin.pid);
      forgetPeak(installation.tocsin.pid);
      const seconds: [name: string, value: number][] = [];
      for (const [name, query] of Object.entries(EXPORTS))
        seconds.push([name, await download(installation, query)]);
      return { seconds, mib: memoryOf(installation.tocsin.pid).peak - before.now };
    });
    const scenario = "export";
    return [
      ...timed.seconds.map(([name, value]) => ({ scenario, figure: name, value, unit: "s" })),
      {
        scenario,
        figure: "memory added, most",
        value: timed.mib,
        unit: "MiB",
        target: { at: "most" as const, value: 64 },
      },
    ];
  },
};

/** Reads a whole export and keeps nothing of it. Returns the seconds that it took. */
async function download({ tocsin, api }: Installation, query: string): Promise<number> {
  const startedAt = performance.now();
  const headers = { authorization: `Bearer ${api.key}` };
  const answer = await fetch(`${tocsin.url}/api/v1/export/${query}`, { headers });
  if (!answer.ok || answer.body === null) throw new Error(`${query} answered ${answer.status}.`);
  for await (const _ of answer.body);
  return (performance.now() - startedAt) / 1_000;
}
