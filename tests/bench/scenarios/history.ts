import { join } from "node:path";
import Database from "better-sqlite3";
import type { Channel, Page } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { measureBesideBare } from "../beside-bare.ts";
import { type Installation, startInstallation } from "../installation.ts";
import { fillHistory } from "../past.ts";
import { BenchReceiver } from "../receiver.ts";
import { type Bench, median, type Scenario } from "../report.ts";
import { SINGLE } from "../rounds.ts";

const EVENTS = 2_000_000;
/** Where a list narrows by a channel, `{channel}` stands for its id. */
const QUERIES = {
  deliveries: "/api/v1/deliveries?limit=50",
  "failed deliveries": "/api/v1/deliveries?limit=50&state=failed",
  "failed deliveries of a channel": "/api/v1/deliveries?limit=50&state=failed&channel_id={channel}",
  "pending deliveries of a channel": "/api/v1/deliveries?limit=50&state=pending&channel_id={channel}",
  "deliveries by outcome": "/api/v1/deliveries?limit=50&outcome=http_status",
  "deliveries by a status that none has": "/api/v1/deliveries?limit=50&status=503",
  "deliveries by a success that none has": "/api/v1/deliveries?limit=50&status=204&channel_id={channel}",
  "deliveries by reason": "/api/v1/deliveries?limit=50&reason=gone",
  "deliveries of Tests": "/api/v1/deliveries?limit=50&test=true",
  "deliveries of years": "/api/v1/deliveries?limit=50&since=2000-01-01T00:00:00Z&until=2100-01-01T00:00:00Z",
  alerts: "/api/v1/alerts?limit=50",
  "open, critical alerts": "/api/v1/alerts?limit=50&status=Open&priority=Critical",
  "alerts of a category": "/api/v1/alerts?limit=50&category=Storage",
  "open alerts of a source": "/api/v1/alerts?limit=50&source_name=node-exporter&status=Open",
};

export const history: Scenario = {
  name: "history",
  title: "single on a database with 2,000,000 events beside an empty one; the lists' answers there",
  async run(bench) {
    const empty = await withPast(0, bench, (receiver, { subject }) =>
      measureBesideBare(subject, receiver, SINGLE, bench),
    );
    const full = await withPast(Math.ceil(EVENTS * bench.scale), bench, async (receiver, installation) => ({
      ...(await measureBesideBare(installation.subject, receiver, SINGLE, bench)),
      lists: await timeLists(installation),
    }));
    const scenario = "history";
    return [
      {
        scenario,
        figure: "single, 2,000,000 events / empty",
        value: full.ratio / empty.ratio,
        unit: "",
        target: { at: "least", value: 0.9 },
      },
      ...full.lists.map(({ name, ms }) => ({
        scenario,
        figure: `list: ${name}`,
        value: ms,
        unit: "ms",
        target: { at: "most" as const, value: 20 },
      })),
    ];
  },
};

async function withPast<T>(
  events: number,
  { progress }: Bench,
  use: (receiver: BenchReceiver, installation: Installation) => Promise<T>,
): Promise<T> {
  using folder = temporaryFolder();
  await using receiver = await BenchReceiver.start();
  const { id } = await makeChannel(folder.path, receiver);
  if (events > 0) {
    progress(`writing ${events.toLocaleString("en")} events`);
    const sqlite = new Database(join(folder.path, "tocsin.db"));
    fillHistory(sqlite, events, id);
    sqlite.close();
  }
  await using installation = await startInstallation({ dataDir: folder.path });
  return await use(receiver, installation);
}

async function makeChannel(dataDir: string, receiver: BenchReceiver): Promise<{ id: string }> {
  await using installation = await startInstallation({ dataDir });
  const channel = await installation.api.createChannel({ url: receiver.url() });
  await installation.tocsin.stop();
  return channel;
}

/** Medians of complete answers over REST, in ms. */
async function timeLists({ api }: Installation): Promise<{ name: string; ms: number }[]> {
  const timed: { name: string; ms: number }[] = [];
  const { body } = await api.get<Page<Channel>>("/api/v1/channels");
  for (const [name, query] of Object.entries(QUERIES)) {
    const path = query.replace("{channel}", body.data[0]?.id ?? "");
    const all: number[] = [];
    for (let run = 0; run < 21; run++) {
      const startedAt = performance.now();
      const { status } = await api.get(path);
      if (status !== 200) throw new Error(`${path} answered ${status}.`);
      all.push(performance.now() - startedAt);
    }
    timed.push({ name, ms: median(all) });
  }
  return timed;
}
