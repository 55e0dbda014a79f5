import { join } from "node:path";
import Database from "better-sqlite3";
import { temporaryFolder } from "../../support/folder.ts";
import { Visitor } from "../../support/visitor.ts";
import { type Installation, startInstallation } from "../installation.ts";
import { fillHistory, fillRollups } from "../past.ts";
import { median, type Scenario } from "../report.ts";

const ADMIN = { email: "ada@example.com", password: "correct horse battery" };
const DELIVERIES = 2_000_000;
const CHANNELS = 50;
const RUNS = 21;

export const overview: Scenario = {
  name: "overview",
  title: "the overview over 2,000,000 deliveries and eight busy days of 50 channels",
  async run({ scale, progress }) {
    using folder = temporaryFolder();
    const id = await makeChannel(folder.path);
    progress(`writing ${DELIVERIES.toLocaleString("en")} deliveries`);
    const sqlite = new Database(join(folder.path, "tocsin.db"));
    fillHistory(sqlite, Math.ceil(DELIVERIES * scale), id);
    fillRollups(sqlite, CHANNELS);
    sqlite.close();
    const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
    await using installation = await startInstallation({ dataDir: folder.path, env });
    return (await timeAnswers(installation)).map(({ name, ms }) => ({
      scenario: "overview",
      figure: name,
      value: ms,
      unit: "ms",
      target: { at: "most", value: 50 },
    }));
  },
};

async function makeChannel(dataDir: string): Promise<string> {
  await using installation = await startInstallation({ dataDir });
  const { id } = await installation.api.createChannel({ url: "http://127.0.0.1:9/" });
  await installation.tocsin.stop();
  return id;
}

/** Medians of complete answers, over REST and as a page, in ms. */
async function timeAnswers({ api, tocsin }: Installation): Promise<{ name: string; ms: number }[]> {
  const visitor = new Visitor(tocsin.url);
  await visitor.signIn(ADMIN.email, ADMIN.password);
  const timed: { name: string; ms: number }[] = [];
  for (const window of ["1h", "24h", "7d"]) {
    const rest = async () => (await api.get(`/api/v1/overview?window=${window}`)).status;
    timed.push({ name: `REST, ${window}`, ms: await medianOf(rest) });
    const page = async () => {
      const answer = await visitor.request(`/?window=${window}`);
      await answer.text();
      return answer.status;
    };
    timed.push({ name: `page, ${window}`, ms: await medianOf(page) });
  }
  return timed;
}

async function medianOf(ask: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now();
    const status = await ask();
    if (status !== 200) throw new Error(`The overview answered ${status}.`);
    all.push(performance.now() - startedAt);
  }
  return median(all);
}
