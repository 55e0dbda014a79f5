import { type Installation, startInstallation } from "../installation.ts";
import { alertText } from "../load.ts";
import { atPace } from "../pace.ts";
import { BenchReceiver } from "../receiver.ts";
import { median, type Scenario } from "../report.ts";

const ALERTS = 1_000;
const PER_SECOND = 100;
const HEALTHY = 10;

export const isolation: Scenario = {
  name: "isolation",
  title: "100 alerts/s to 10 channels, alone and beside one that hangs and one that answers 500",
  async run({ runs, scale, progress }) {
    const alerts = Math.ceil(ALERTS * scale);
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    for (let channel = 0; channel < HEALTHY; channel++)
      await installation.api.createChannel({ url: receiver.url(`/well/${channel}`) });
    await p99OfHealthy(receiver, installation, alerts);
    const ratios: number[] = [];
    for (let run = 1; run <= runs; run++) {
      const alone = await p99OfHealthy(receiver, installation, alerts);
      const sick = await Promise.all(
        ["/hang", "/500"].map((path) => installation.api.createChannel({ url: receiver.url(path) })),
      );
      const beside = await p99OfHealthy(receiver, installation, alerts);
      for (const { id } of sick) await installation.api.request("DELETE", `/api/v1/channels/${id}`);
      ratios.push(beside / alone);
      progress(`run ${run}: p99 ${alone.toFixed(1)} ms alone, ${beside.toFixed(1)} ms beside the sick two`);
    }
    return [
      {
        scenario: "isolation",
        figure: "p99 of the healthy, beside / alone",
        value: median(ratios),
        unit: "",
        target: { at: "most", value: 1.5 },
      },
    ];
  },
};

/**
 * Posts at an even pace, and waits until every healthy channel has received everything. Latencies over all of
 * them, in ms.
 */
async function p99OfHealthy(
  receiver: BenchReceiver,
  installation: Installation,
  alerts: number,
): Promise<number> {
  await receiver.forget();
  const startedAt = performance.now();
  await atPace(PER_SECOND, alerts, (index) =>
    installation.ingest(1, () => alertText(`${startedAt}-${index}`), 1),
  );
  const healthy = (counts: Record<string, { count: number; p99: number }>) =>
    Object.entries(counts).filter(([path]) => path.startsWith("/well/"));
  for (;;) {
    const { latencies } = await receiver.heard();
    const well = healthy(latencies);
    if (well.reduce((sum, [, { count }]) => sum + count, 0) >= alerts * HEALTHY)
      return Math.max(...well.map(([, { p99 }]) => p99));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
