import { startInstallation } from "../installation.ts";
import { alertText } from "../load.ts";
import { measure } from "../measured.ts";
import { BenchReceiver } from "../receiver.ts";
import { median, type Scenario } from "../report.ts";

const ALERTS = 2_000;
const CHANNELS = 20;

export const fanOut: Scenario = {
  name: "fan-out",
  title: "2,000 alerts, each to 20 channels",
  async run({ runs, scale, progress }) {
    const alerts = Math.ceil(ALERTS * scale);
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    for (let channel = 0; channel < CHANNELS; channel++)
      await installation.api.createChannel({ url: receiver.url(`/${channel}`) });
    let posted = 0;
    const rates: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const { perSecond } = await measure(receiver, alerts * CHANNELS, () =>
        installation.ingest(alerts, () => alertText(posted++)),
      );
      // The first run warms up.
      if (run > 0) rates.push(perSecond);
      progress(`run ${run}: ${Math.round(perSecond)} deliveries/s`);
    }
    return [{ scenario: "fan-out", figure: "deliveries", value: median(rates), unit: "/s" }];
  },
};
