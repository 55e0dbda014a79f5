import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, connect } from "../../support/api.ts";
import { type Block, blocksOf, readMarkdown } from "../../support/markdown.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { looksLike } from "./looks-like.ts";

const run = promisify(execFile);

/** The page's receiver, in whose place the tests put one that answers. */
const RECEIVER = "https://receiver.example.com";

const page = readMarkdown("docs/rest-api.md");
const [, ...blocks] = blocksOf(page);

/** Each command with the answer that follows it. */
const examples = blocks.flatMap((command, index) => {
  const answer = blocks[index + 1];
  return command.language === "sh" && answer ? [{ command, answer }] : [];
});

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
const variables: Record<string, string> = {};

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  receiver.answer = ({ rawBody }) => ({ status: rawBody.includes("Queue mail-out") ? 401 : 204 });
  api = connect(tocsin);
  Object.assign(variables, { TOCSIN: tocsin.url, KEY: api.key });
});

afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

test("the page has examples, each with its answer", () => {
  expect(examples.length).toBeGreaterThan(20);
  expect(examples.filter(({ answer }) => !["json", "text"].includes(answer.language))).toEqual([]);
});

test.each(examples)("$command.heading: $command.text", async ({ command, answer }) => {
  await nothingWaits();
  const { stdout } = await run("bash", ["-c", asSent(command)], { env: { ...process.env, ...variables } });
  remember(stdout);
  const expected = answer.language === "json" ? JSON.parse(asSent(answer)) : asSent(answer);
  expect(looksLike(answer.language === "json" ? JSON.parse(stdout) : stdout.trimEnd(), expected)).toEqual([]);
});

test("the receiver got the request that the page shows", () => {
  const shown = blocks.find(({ language }) => language === "http")?.text ?? "";
  const [head = "", body = ""] = shown.split("\n\n");
  const [first = "", ...headers] = head.split("\n");
  const got = receiver.requests.find(({ rawBody }) =>
    rawBody.includes('"previous_alert_status":null,"priority":"High"'),
  );
  expect(`${got?.method} ${got?.path} HTTP/1.1`).toBe(first);
  for (const line of headers) {
    const [name = "", value = ""] = line.split(": ");
    expect(looksLike(got?.headers[name], value)).toEqual([]);
  }
  const sent = got?.rawBody.toString() ?? "{}";
  expect(looksLike(JSON.parse(sent), JSON.parse(body))).toEqual([]);
  expect(Object.keys(JSON.parse(sent))).toEqual(Object.keys(JSON.parse(body)));
});

const asSent = ({ text }: Block): string => text.replaceAll(RECEIVER, receiver.url);

/** A reader is slower than deliveries, jobs and the search; the test waits for them. */
const nothingWaits = () =>
  until("nothing to wait", async () => {
    const { body } = await api.get<{ waiting: { count: number } }>("/api/v1/overview?window=1h");
    const list = await api.get<{ index_behind_seconds?: number }>("/api/v1/alerts?q=disk");
    return body.waiting.count === 0 && list.body.index_behind_seconds === undefined && (await jobHasEnded());
  });

async function jobHasEnded(): Promise<boolean> {
  if (variables.JOB === undefined) return true;
  const { body } = await api.get<{ state: string }>(`/api/v1/jobs/${variables.JOB}`);
  return body.state !== "running";
}

const IDS = { chn_: "CHANNEL", rul_: "RULE", mut_: "MUTE" };

/** Keeps what the examples that follow refer to. */
function remember(stdout: string): void {
  if (!stdout.startsWith("{")) return;
  const { id = "", job_id, as_of, next_cursor, data } = JSON.parse(stdout);
  for (const [prefix, name] of Object.entries(IDS)) if (id.startsWith(prefix)) variables[name] = id;
  const deliveryId = data?.[0]?.id ?? "";
  const found = { JOB: job_id, AS_OF: as_of, CURSOR: next_cursor };
  for (const [name, value] of Object.entries(found)) if (value) variables[name] = value;
  if (deliveryId.startsWith("dlv_")) variables.DELIVERY = deliveryId;
}
