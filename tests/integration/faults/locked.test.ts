import { join } from "node:path";
import { expect, test } from "vitest";
import { type Accepted, type Api, connect } from "../../support/api.ts";
import { lockFromOutside } from "../../support/locker.ts";
import { type Answer, startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const ADMIN = { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "correct horse battery" };
const HELD_MS = 10_000;
/** The health check gives up on the engine after 2 s; the rest is for a busy machine. */
const ANSWERED_MS = 5_000;

type Posted = { status: number; retryAfter: string | null; ids: string[] };

async function post(api: Api, title: string): Promise<Posted> {
  const alert = { alert_id: title, alert_title: title };
  const answer = await api.request<Accepted>("POST", "/api/v1/alerts", { body: alert });
  const ids = answer.status === 202 ? answer.body.results.map(({ event_id }) => event_id) : [];
  return { status: answer.status, retryAfter: answer.headers.get("retry-after"), ids };
}

test("another process holds the write lock for 10 s: posts wait or are refused, the rest answers, nothing is lost", async () => {
  await using receiver = await startReceiver();
  await using tocsin = await startTocsin({ env: ADMIN });
  const api = connect(tocsin);
  const visitor = new Visitor(tocsin.url);
  await visitor.signIn(ADMIN.ADMIN_EMAIL, ADMIN.ADMIN_PASSWORD);
  await api.createChannel({ url: receiver.url });
  const answered = Promise.withResolvers<Answer>();
  receiver.answer = () => answered.promise;
  const inFlight = await post(api, "in flight");
  await receiver.waitFor(1);

  const lock = await lockFromOutside(join(tocsin.dataDir, "tocsin.db"));
  const release = performance.now() + HELD_MS;
  answered.resolve({ status: 200 });
  receiver.answer = () => ({ status: 200 });
  const posts = Array.from({ length: 20 }, (_, index) => post(api, `while locked ${index}`));
  const looks: { path: string; status: number; ms: number }[] = [];
  while (performance.now() < release)
    for (const path of ["/healthz", "/login", "/deliveries", "/settings/api-keys"]) {
      const start = performance.now();
      const { status } = await visitor.request(path, { signal: AbortSignal.timeout(3 * ANSWERED_MS) });
      looks.push({ path, status, ms: performance.now() - start });
    }
  await lock.release();

  expect(looks.filter(({ ms }) => ms > ANSWERED_MS)).toEqual([]);
  expect(looks.filter(({ path, status }) => path !== "/healthz" && status >= 400)).toEqual([]);
  for (const { status, retryAfter } of await Promise.all(posts)) {
    expect([202, 503]).toContain(status);
    if (status === 503) expect(Number(retryAfter)).toBeGreaterThan(0);
  }
  const later = await post(api, "later");
  expect(later.status).toBe(202);
  const accepted = [inFlight, ...(await Promise.all(posts)), later].flatMap(({ ids }) => ids);
  await Promise.all(accepted.map((id) => api.waitForDelivery(id, "delivered")));
  const arrived = receiver.requests.map(({ headers }) => String(headers["webhook-id"]));
  expect(arrived.toSorted()).toEqual(accepted.toSorted());
  expect((await visitor.request("/healthz")).status).toBe(200);
});
