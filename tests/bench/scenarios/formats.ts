import type { NewChannel } from "../../support/api.ts";
import { type Installation, startInstallation } from "../installation.ts";
import { alertText } from "../load.ts";
import { addPair, pairFigures, pairsOf } from "../pairs.ts";
import { BenchReceiver } from "../receiver.ts";
import type { Scenario } from "../report.ts";
import { SINGLE, type Subject, warmUp } from "../rounds.ts";

export const formats: Scenario = {
  name: "formats",
  title: "CPU per post that goes to Slack, in turn with one that goes out in Tocsin's own format",
  async run(bench) {
    await using receiver = await BenchReceiver.start();
    await using standard = await startInstallation();
    await using slack = await startInstallation();
    const subjects: [Subject, Subject] = [
      await sending(standard, receiver, "alert"),
      await sending(slack, receiver, "slack"),
    ];
    bench.progress("warming up");
    for (const subject of subjects) await warmUp(subject, receiver, bench.scale);
    const all = pairsOf([SINGLE]);
    for (let pair = 0; pair < bench.runs; pair++) await addPair(all, subjects, receiver, bench);
    const most = { at: "most", value: 1.3 } as const;
    return all.flatMap((pairs) => pairFigures("formats", pairs, [subjects[0].name, subjects[1].name], most));
  },
};

async function sending(
  { api, subject }: Installation,
  receiver: BenchReceiver,
  type: NonNullable<NewChannel["format"]>["type"],
): Promise<Subject> {
  await api.createChannel({ url: receiver.url(), format: { type } });
  return { ...subject, name: type, body: bodyOf };
}

/** Alerts whose text tells when they were posted, because Slack's message has no `source_id`. */
function bodyOf(ids: string[]): string {
  const alerts = ids.map((id) => {
    const description = `The volume /var is at 96 % and grows by 2 GB an hour, posted at ${performance.timeOrigin + performance.now()}`;
    return alertText(id, { description, source_id: "monitor" });
  });
  return alerts.length === 1 ? (alerts[0] ?? "") : `[${alerts.join(",")}]`;
}
