import { bytesOnDisk, type Installation, measure, reference, startInstallation } from "../installation.ts";
import { alertText } from "../load.ts";
import { BenchReceiver } from "../receiver.ts";
import { type Bench, type Figure, median, type Scenario } from "../report.ts";

const ALERTS = 20_000;
const WARM_UP = 2_000;

/** Medians over the runs: rates per second, latencies from post to receipt in ms. */
export type SingleFigures = { bare: number; delivered: number; ratio: number; p50: number; p99: number };

/**
 * Posts alerts one by one until all are delivered. Each run is paired with a run of bare posts to the same
 * receiver.
 */
export async function measureSingle(
  receiver: BenchReceiver,
  installation: Installation,
  { runs, scale, progress }: Bench,
): Promise<SingleFigures> {
  const alerts = Math.ceil(ALERTS * scale);
  const started = Date.now();
  let posted = 0;
  const body = () => alertText(`${started}-${posted++}`);
  const post = (count: number) => measure(receiver, count, () => installation.ingest(count, body));
  await reference(receiver, WARM_UP, body);
  await post(WARM_UP);
  const all: SingleFigures[] = [];
  for (let run = 1; run <= runs; run++) {
    const bare = (await reference(receiver, alerts, body)).perSecond;
    const { perSecond: delivered, heard } = await post(alerts);
    const { p50 = 0, p99 = 0 } = heard.latencies["/hook"] ?? {};
    all.push({ bare, delivered, ratio: delivered / bare, p50, p99 });
    progress(`run ${run}: ${Math.round(delivered)}/s, bare ${Math.round(bare)}/s`);
  }
  const medianOf = (name: keyof SingleFigures) => median(all.map((one) => one[name]));
  return {
    bare: medianOf("bare"),
    delivered: medianOf("delivered"),
    ratio: medianOf("ratio"),
    p50: medianOf("p50"),
    p99: medianOf("p99"),
  };
}

export const single: Scenario = {
  name: "single",
  title: "20,000 posts of one alert over 32 connections, one channel, until all are delivered",
  async run(bench) {
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    await installation.api.createChannel({ url: receiver.url() });
    const before = bytesOnDisk(installation.tocsin.dataDir);
    const { bare, delivered, ratio, p50, p99 } = await measureSingle(receiver, installation, bench);
    const bytes = bytesOnDisk(installation.tocsin.dataDir) - before;
    const figure = (name: string, value: number, unit: string, target?: Figure["target"]): Figure => ({
      scenario: "single",
      figure: name,
      value,
      unit,
      ...(target && { target }),
    });
    return [
      figure("bare posts", bare, "/s"),
      figure("delivered", delivered, "/s"),
      figure("ratio", ratio, "", { at: "least", value: 0.45 }),
      figure("post to receipt, p50", p50, "ms", { at: "most", value: 10 }),
      figure("post to receipt, p99", p99, "ms", { at: "most", value: 50 }),
      figure("on disk per event", bytes / (WARM_UP + bench.runs * Math.ceil(ALERTS * bench.scale)), "bytes"),
    ];
  },
};
