import { bytesOnDisk, measure, reference, startInstallation } from "../installation.ts";
import { alertText } from "../load.ts";
import { BenchReceiver } from "../receiver.ts";
import { median, type Scenario } from "../report.ts";

const ALERTS = 20_000;

export const single: Scenario = {
  name: "single",
  title: "20,000 posts of one alert over 32 connections, one channel, until all are delivered",
  async run({ runs, scale, progress }) {
    const alerts = Math.ceil(ALERTS * scale);
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    await installation.api.createChannel({ url: receiver.url() });
    let posted = 0;
    const body = () => alertText(posted++);
    const post = (count: number) => measure(receiver, count, () => installation.ingest(count, body));
    await reference(receiver, 2_000, body);
    await post(2_000);

    const before = { bytes: bytesOnDisk(installation.tocsin.dataDir), posted };
    const ratios: number[] = [];
    const bare: number[] = [];
    const own: number[] = [];
    const p50: number[] = [];
    const p99: number[] = [];
    for (let run = 1; run <= runs; run++) {
      const direct = await reference(receiver, alerts, body);
      const through = await post(alerts);
      const latency = through.heard.latencies["/hook"];
      bare.push(direct.perSecond);
      own.push(through.perSecond);
      ratios.push(through.perSecond / direct.perSecond);
      p50.push(latency?.p50 ?? 0);
      p99.push(latency?.p99 ?? 0);
      progress(`run ${run}: ${Math.round(through.perSecond)}/s, bare ${Math.round(direct.perSecond)}/s`);
    }
    const bytes = (bytesOnDisk(installation.tocsin.dataDir) - before.bytes) / (runs * alerts);
    const scenario = "single";
    return [
      { scenario, figure: "bare posts", value: median(bare), unit: "/s" },
      { scenario, figure: "delivered", value: median(own), unit: "/s" },
      { scenario, figure: "ratio", value: median(ratios), unit: "", target: { at: "least", value: 0.45 } },
      {
        scenario,
        figure: "post to receipt, p50",
        value: median(p50),
        unit: "ms",
        target: { at: "most", value: 10 },
      },
      {
        scenario,
        figure: "post to receipt, p99",
        value: median(p99),
        unit: "ms",
        target: { at: "most", value: 50 },
      },
      { scenario, figure: "on disk per event", value: bytes, unit: "bytes" },
    ];
  },
};
