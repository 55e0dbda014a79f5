import { measureBesideBare } from "../beside-bare.ts";
import { startInstallation } from "../installation.ts";
import { BenchReceiver } from "../receiver.ts";
import type { Bench, Scenario } from "../report.ts";
import { SINGLE } from "../rounds.ts";

const RULES = 200;
const CONDITIONS = [
  { field: "priority", operator: "is_one_of", value: ["Critical", "High"] },
  { field: "category", operator: "is", value: "storage" },
  { field: "alert_title", operator: "contains", value: "disk" },
  { field: "source_name", operator: "starts_with", value: "node" },
];

export const rules: Scenario = {
  name: "rules",
  title: "single, beside single with 200 rules of 5 conditions",
  async run(bench) {
    const without = await rate(bench, 0);
    const with200 = await rate(bench, RULES);
    return [
      {
        scenario: "rules",
        figure: "200 rules / one rule",
        value: with200 / without,
        unit: "",
        target: { at: "least", value: 0.7 },
      },
    ];
  },
};

/** The rate of `single` relative to bare posts, with `count` rules of which only the first matches. */
async function rate(bench: Bench, count: number): Promise<number> {
  await using receiver = await BenchReceiver.start();
  await using installation = await startInstallation();
  const channel = await installation.api.createChannel({ url: receiver.url() });
  for (let index = 0; index < count; index++) {
    const last = { field: "source_url", operator: "ends_with", value: `/no-such-host-${index}` };
    const rule = {
      name: `Rule ${index}`,
      channels: [channel.id],
      filters: { match: "all", conditions: [...CONDITIONS, last] },
    };
    const { status, body } = await installation.api.request("POST", "/api/v1/rules", { body: rule });
    if (status !== 201) throw new Error(`A rule was refused: ${JSON.stringify(body)}`);
  }
  bench.progress(`${count} rules`);
  return (await measureBesideBare(installation.subject, receiver, SINGLE, bench)).ratio;
}
