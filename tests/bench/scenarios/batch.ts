import { measureBesideBare } from "../beside-bare.ts";
import { type Installation, startInstallation } from "../installation.ts";
import { BenchReceiver } from "../receiver.ts";
import { median, type Scenario } from "../report.ts";
import { roundFigures } from "../round-figures.ts";
import { BATCH, deliver, sized } from "../rounds.ts";

const LOOK_EVERY_MS = 250;

export const batch: Scenario = {
  name: "batch",
  title: "50,000 alerts in posts of 100, one channel, until all are delivered; a list read meanwhile",
  async run(bench) {
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    await installation.api.createChannel({ url: receiver.url() });
    const { subject } = installation;
    const { rounds, bare, ratio } = await measureBesideBare(subject, receiver, BATCH, bench);
    // A load of its own, so that the reads don't count as CPU of the alerts.
    const reading = readMeanwhile(installation);
    await deliver(subject, receiver, { ...BATCH, events: sized(BATCH.events * bench.scale, BATCH.perPost) });
    const read = await reading.end();
    const scenario = "batch";
    return [
      { scenario, figure: "bare posts", value: bare, unit: "/s" },
      { scenario, figure: "ratio", value: ratio, unit: "", target: { at: "least", value: 0.8 } },
      ...roundFigures(scenario, rounds),
      {
        scenario,
        figure: "a list while saturated",
        value: read,
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
