import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, type Channel, connect } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { addUser } from "../../support/people.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const password = "correct horse battery";
/** Turns round what follows it, and clears a terminal. */
const ODD = "a\u202eb\u001b[2Jc\u200b";
const SHOWN = "a[U+202E]b␛[2Jc[U+200B]";
const alert = {
  alert_id: "odd",
  alert_title: `title ${ODD}`,
  category: `category ${ODD}`,
  description: `description ${ODD}\nsecond line`,
  event_description: `event description ${ODD}`,
  di_event: `di_event ${ODD}`,
  initiated_by: `initiated_by ${ODD}`,
  rule_id: `rule_id ${ODD}`,
  source_id: `source_id ${ODD}`,
  source_name: `source_name ${ODD}`,
  source_type: `source_type ${ODD}`,
  details: { key: `details \u202e` },
};

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let channel: Channel;
let visitor: Visitor;
let delivery: string;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  receiver.answer = () => ({ status: 200, headers: { "x-odd": "h\u0080i" }, body: `body ${ODD}` });
  api = connect(tocsin);
  channel = await api.createChannel({ url: `${receiver.url}/hook`, name: "channel \u202e" });
  const [result] = (await api.post(alert)).results;
  delivery = (await api.waitForDelivery(result?.event_id ?? "", "delivered")).id;
  await api.request("POST", "/api/v1/alerts/odd/status", {
    body: { status: "Acknowledged", remark: `remark ${ODD}` },
  });
  await addUser(tocsin.dataDir, { email: "ada@example.com", password, role: "admin" });
  // Earlier versions took such names.
  inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("UPDATE users SET name = ?").run("Ada \u202e"));
  visitor = new Visitor(tocsin.url);
  await visitor.signIn("ada@example.com", password);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const OBEYED = /(?![\t\n])\p{Cc}|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** A page without its scripts and the values of its choices: they carry data, which nobody sees. */
async function shown(path: string): Promise<string> {
  const page = await visitor.request(path);
  expect(page.status).toBe(200);
  return (await page.text())
    .replaceAll(/<script\b.*?<\/script>/gs, "")
    .replaceAll(/<option value="[^"]*"/g, "<option");
}

test.each([
  ["the list of alerts", () => "/alerts", ["title", "category", "source_name"]],
  [
    "an alert",
    () => "/alerts/odd",
    [
      "title",
      "category",
      "description",
      "event description",
      "di_event",
      "initiated_by",
      "source_id",
      "remark",
    ],
  ],
  ["the list of deliveries", () => "/deliveries", ["title"]],
  ["a delivery", () => `/deliveries/${delivery}`, ["title", "body"]],
])("%s shows what would be obeyed", async (_, path, words) => {
  const page = await shown(path());
  expect(page).not.toMatch(OBEYED);
  for (const word of words) expect(page).toContain(`${word} ${SHOWN}`);
});

test.each([
  ["an alert", () => "/alerts/odd", `title ${SHOWN}`],
  ["a delivery", () => `/deliveries/${delivery}`, `title ${SHOWN}`],
  ["a channel", () => `/settings/notification-channels/webhooks/${channel.id}`, "channel [U+202E]"],
])("so does the title of the browser's tab of %s", async (_, path, title) => {
  expect(/<title>(.*?)<\/title>/s.exec(await shown(path()))?.[1]).toContain(title);
});

test("what is stored and delivered stays as it came", async () => {
  expect(await api.alert("odd")).toMatchObject({ alert_title: alert.alert_title, category: alert.category });
  const sent = JSON.parse(receiver.requests[0]?.rawBody.toString() ?? "");
  expect(sent).toMatchObject({ alert_title: alert.alert_title, description: alert.description });
});

test("a table of the command line shows it, too", async () => {
  const { stdout } = await cli(["user", "list"], { dataDir: tocsin.dataDir });
  expect(stdout).toContain("Ada [U+202E]");
  expect(stdout).not.toContain("\u202e");
});
