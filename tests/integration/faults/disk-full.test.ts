import { expect, test } from "vitest";
import { type Accepted, type Api, type ApiAnswer, connect, type Problem } from "../../support/api.ts";
import { stored } from "../../support/database.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";
import { diskKinds } from "./disks.ts";

const ADMIN = { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "correct horse battery" };
/** More than what is free inside the files of a young database. */
const LARGE_POST = Array.from({ length: 80 }, (_, index) => ({
  alert_title: `Large ${index}`,
  description: "x".repeat(9_000),
}));
const LARGE_ANSWER = { status: 200, body: "y".repeat(64_000) };

const postLarge = (api: Api): Promise<ApiAnswer<Accepted & Problem>> =>
  api.request("POST", "/api/v1/alerts", { body: LARGE_POST });

/** Posts until one is refused: what is free inside the files is used up first. */
async function postUntilRefused(api: Api): Promise<{ accepted: string[]; refusal: ApiAnswer<Problem> }> {
  const accepted: string[] = [];
  for (let count = 0; count < 30; count++) {
    const answer = await postLarge(api);
    if (answer.status !== 202) return { accepted, refusal: answer };
    accepted.push(...answer.body.results.map(({ event_id }) => event_id));
  }
  throw new Error("The disk never was full.");
}

test.each(diskKinds())(
  "$name, full: refused with 503, readable, and over when there is room",
  async (kind) => {
    using disk = kind.open();
    await using receiver = await startReceiver();
    await using tocsin = await startTocsin({ dataDir: disk.dataDir, env: { ...disk.env, ...ADMIN } });
    const api = connect(tocsin);
    const visitor = new Visitor(tocsin.url);
    await visitor.signIn(ADMIN.ADMIN_EMAIL, ADMIN.ADMIN_PASSWORD);
    await api.createChannel({ url: receiver.url });
    const answered = Promise.withResolvers<typeof LARGE_ANSWER>();
    receiver.answer = () => answered.promise;
    const { results } = await api.post({ alert_id: "in flight", alert_title: "A" });
    await receiver.waitFor(1);

    disk.fill();
    const { accepted, refusal } = await postUntilRefused(api);
    expect(refusal).toMatchObject({
      status: 503,
      body: { title: "Unavailable", detail: expect.stringContaining("nothing was stored") },
    });
    expect(Number(refusal.headers.get("retry-after"))).toBeGreaterThan(0);
    const before = stored(tocsin.dataDir);
    expect((await postLarge(api)).status).toBe(503);
    expect(stored(tocsin.dataDir)).toEqual(before);

    // What is in flight comes back while its record can't be written.
    answered.resolve(LARGE_ANSWER);
    for (const path of ["/api/v1/channels", "/api/v1/deliveries"])
      expect((await api.get(path)).status).toBe(200);
    for (const path of ["/login", "/deliveries", "/settings/notification-channels/webhooks"])
      expect([200, 307], path).toContain((await visitor.request(path)).status);
    await tocsin.waitForLog(({ msg }) => /^an attempt .* recorded$/.test(msg ?? ""));

    receiver.answer = () => ({ status: 200 });
    disk.makeRoom();
    const later = await until("a post to be taken again", async () => {
      const answer = await postLarge(api);
      return answer.status === 202 && answer.body.results.map(({ event_id }) => event_id);
    });
    const first = results[0]?.event_id ?? "";
    const inFlight = async () => (await api.deliveries({ alert_id: "in flight" }))[0]?.state === "delivered";
    await until("what was in flight to be recorded", inFlight);
    const all = new Set([first, ...accepted, ...later]);
    await receiver.waitFor((requests) => {
      const ids = new Set(requests.map(({ headers }) => headers["webhook-id"]));
      return [...all].every((id) => ids.has(id));
    }, 20_000);
    expect((await api.get("/healthz")).status).toBe(200);
  },
);
