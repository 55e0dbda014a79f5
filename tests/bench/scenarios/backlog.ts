import { forgetPeak, memoryOf, startInstallation } from "../installation.ts";
import { alertText } from "../load.ts";
import { BenchReceiver } from "../receiver.ts";
import type { Bench, Figure, Scenario } from "../report.ts";

const ALERTS = 200_000;
const FEW = 20_000;
const PER_POST = 100;

export const backlog: Scenario = {
  name: "backlog",
  title: "200,000 alerts while the receiver is down, then it is back; memory beside the same with 20,000",
  async run(bench) {
    const few = await drainBacklog(Math.ceil(FEW * bench.scale), bench);
    const many = await drainBacklog(Math.ceil(ALERTS * bench.scale), bench);
    const scenario = "backlog";
    const target = (value: number): Figure["target"] => ({ at: "most", value });
    return [
      { scenario, figure: "drained", value: many.perSecond, unit: "/s" },
      { scenario, figure: "lost", value: many.lost, unit: "", target: target(0) },
      { scenario, figure: "peak memory", value: many.peak, unit: "MiB", target: target(400) },
      { scenario, figure: "peak with 20,000", value: few.peak, unit: "MiB" },
      {
        scenario,
        figure: "peak, 200,000 / 20,000",
        value: many.peak / few.peak,
        unit: "",
        target: target(1.15),
      },
    ];
  },
};

async function drainBacklog(alerts: number, { progress }: Bench) {
  const receiver = await BenchReceiver.start();
  await using installation = await startInstallation();
  await installation.api.createChannel({ url: receiver.url(), retry_schedule: [1, 1, 1, 1, 1, 1] });
  await receiver[Symbol.asyncDispose]();
  forgetPeak(installation.tocsin.pid);
  let posted = 0;
  const hundred = () => `[${Array.from({ length: PER_POST }, () => alertText(posted++)).join(",")}]`;
  await installation.ingest(alerts / PER_POST, hundred, 4);
  progress(`${alerts} accepted while the receiver is down`);

  await using back = await BenchReceiver.start(receiver.port);
  let told = 0;
  const startedAt = performance.timeOrigin + performance.now();
  const heard = await back.waitFor(alerts, (count) => {
    if (count - told >= alerts / 5) progress(`${count} drained`);
    if (count - told >= alerts / 5) told = count;
  });
  const { peak } = memoryOf(installation.tocsin.pid);
  const latencies = heard.latencies["/hook"]?.count ?? 0;
  return { perSecond: alerts / ((heard.lastAt - startedAt) / 1_000), lost: alerts - latencies, peak };
}
