import { measure, reference, startInstallation } from "../installation.ts";
import { alertText } from "../load.ts";
import { BenchReceiver } from "../receiver.ts";
import { median, type Scenario } from "../report.ts";

const ALERTS = 100_000;
const PER_POST = 100;
const CONNECTIONS = 4;

export const batch: Scenario = {
  name: "batch",
  title: "100,000 alerts in posts of 100, one channel, until all are delivered",
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
    for (let run = 1; run <= runs; run++) {
      const direct = await reference(receiver, Math.min(posts * PER_POST, 20_000), one);
      const through = await post(posts);
      own.push(through.perSecond);
      ratios.push(through.perSecond / direct.perSecond);
      progress(`run ${run}: ${Math.round(through.perSecond)}/s, bare ${Math.round(direct.perSecond)}/s`);
    }
    const scenario = "batch";
    return [
      { scenario, figure: "delivered", value: median(own), unit: "/s" },
      { scenario, figure: "ratio", value: median(ratios), unit: "", target: { at: "least", value: 0.8 } },
    ];
  },
};
