import { type Installation, measure, reference, startInstallation } from "../installation.ts";
import { alertText } from "../load.ts";
import { BenchReceiver } from "../receiver.ts";
import { median, type Scenario } from "../report.ts";

const ALERTS = 100_000;
const PER_POST = 100;
const CONNECTIONS = 4;
const LOOK_EVERY_MS = 250;

export const batch: Scenario = {
  name: "batch",
  title: "100,000 alerts in posts of 100, one channel, until all are delivered; a list read meanwhile",
  async run({ runs, scale, progress }) {
    const posts = Math.ceil((ALERTS * scale) / PER_POST);
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    await installation.api.createChannel({ url: receiver.url() });
    let alerts = 0;
    const one = () => alertText(alerts++);
    const hundred = () => `[${Array.from({ length: PER_POST }, one).join(",")}]`;
    const post = (count: number) =>
      measure(receiver, count * PER_POST, () => installation.ingest(count, hundred, CONNECTIONS));
    await reference(receiver, 2_000, one);
    await post(20);

    const ratios: number[] = [];
    const own: number[] = [];
    const reads: number[] = [];
    for (let run = 1; run <= runs; run++) {
      const direct = await reference(receiver, Math.min(posts * PER_POST, 20_000), one);
      const reading = readMeanwhile(installation);
      const through = await post(posts);
      reads.push(await reading.end());
      own.push(through.perSecond);
      ratios.push(through.perSecond / direct.perSecond);
      progress(`run ${run}: ${Math.round(through.perSecond)}/s, bare ${Math.round(direct.perSecond)}/s`);
    }
    const scenario = "batch";
    return [
      { scenario, figure: "delivered", value: median(own), unit: "/s" },
      { scenario, figure: "ratio", value: median(ratios), unit: "", target: { at: "least", value: 0.8 } },
      {
        scenario,
        figure: "a list while saturated",
        value: median(reads),
        unit: "ms",
        target: { at: "most", value: 50 },
      },
    ];
  },
};

/** Reads a list repeatedly while the load runs. `end` resolves with the median time of an answer, in ms. */
function readMeanwhile({ api }: Installation): { end(): Promise<number> } {
  const times: number[] = [];
  let ended = false;
  const reading = (async () => {
    while (!ended) {
      const startedAt = performance.now();
      await api.get("/api/v1/deliveries?limit=50");
      times.push(performance.now() - startedAt);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();
  return {
    async end() {
      ended = true;
      await reading;
      return median(times);
    },
  };
}
