import { join } from "node:path";
import Database from "better-sqlite3";
import { temporaryFolder } from "../../support/folder.ts";
import { Visitor } from "../../support/visitor.ts";
import { type Installation, startInstallation } from "../installation.ts";
import { fillAudit } from "../past.ts";
import { median, type Scenario } from "../report.ts";

const ADMIN = { email: "ada@example.com", password: "correct horse battery" };
const ROWS = 1_000_000;
const RUNS = 21;

const daysAgo = (days: number): string => new Date(Date.now() - days * 24 * 3_600_000).toISOString();

/** A page of 100 rows by each filter. The last one matches nothing, however far it looks. */
const QUERIES = {
  newest: "",
  "by person": "actor_id=usr_past-7",
  "by action": "action=rules.update",
  "by thing": "target_id=rul_past-3",
  "by time": `since=${daysAgo(181)}&until=${daysAgo(180)}`,
  "by kind": "actor_kind=cli",
  "by all, in vain": "actor_id=usr_past-7&action=rules.update&actor_kind=cli",
};

export const audit: Scenario = {
  name: "audit",
  title: "a page of 100 rows of an audit log of 1,000,000 rows, by each filter",
  async run({ scale, progress }) {
    using folder = temporaryFolder();
    const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, AUDIT_RETENTION_DAYS: "36500" };
    const first = await startInstallation({ dataDir: folder.path, env });
    await first[Symbol.asyncDispose]();
    progress(`writing ${ROWS.toLocaleString("en")} rows`);
    const sqlite = new Database(join(folder.path, "tocsin.db"));
    fillAudit(sqlite, Math.ceil(ROWS * scale));
    sqlite.close();
    await using installation = await startInstallation({ dataDir: folder.path, env });
    return (await timeAnswers(installation)).map(({ name, ms }) => ({
      scenario: "audit",
      figure: name,
      value: ms,
      unit: "ms",
      target: { at: "most", value: 50 },
    }));
  },
};

/** Medians of complete answers, over REST and as a page, in ms. */
async function timeAnswers({ api, tocsin }: Installation): Promise<{ name: string; ms: number }[]> {
  const visitor = new Visitor(tocsin.url);
  await visitor.signIn(ADMIN.email, ADMIN.password);
  const timed: { name: string; ms: number }[] = [];
  for (const [name, query] of Object.entries(QUERIES)) {
    const rest = async () => (await api.get(`/api/v1/audit?limit=100&${query}`)).status;
    timed.push({ name: `REST, ${name}`, ms: await medianOf(rest) });
    const page = async () => {
      const answer = await visitor.request(`/settings/audit-log?${query}`);
      await answer.text();
      return answer.status;
    };
    timed.push({ name: `page, ${name}`, ms: await medianOf(page) });
  }
  return timed;
}

async function medianOf(ask: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now();
    const status = await ask();
    if (status !== 200) throw new Error(`The audit log answered ${status}.`);
    all.push(performance.now() - startedAt);
  }
  return median(all);
}
