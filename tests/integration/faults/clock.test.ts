import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";
import { shiftedClock } from "../../support/shifted-clock.ts";
import { until } from "../../support/until.ts";

const THREE_HOURS_MS = 3 * 3_600_000;

test.each([
  ["forward", THREE_HOURS_MS],
  ["back", -THREE_HOURS_MS],
])(
  "the clock jumps %s while a retry waits: alerts go on, nothing is lost, repeated or overtaken",
  async (_way, jump) => {
    using folder = temporaryFolder();
    const clock = join(folder.path, "clock");
    await using receiver = await startReceiver({
      answer: (_request, index) => ({ status: index === 0 ? 500 : 200 }),
    });
    await using tocsin = await startTocsin({
      dataDir: join(folder.path, "data"),
      env: shiftedClock(clock),
    });
    const api = connect(tocsin);
    await api.createChannel({ url: receiver.url, retry_schedule: [2] });
    const keyed = { alert_title: "Keyed", idempotency_key: "one" };
    const { results } = await api.post([{ alert_id: "a", alert_title: "A" }, { alert_id: "a" }, keyed]);
    const [first = "", second = "", third = ""] = results.map(({ event_id }) => event_id);
    await api.waitForDelivery(first, "pending", { attempts: 1 });
    await api.waitForDelivery(third, "delivered");

    const jumped = Date.now() + jump;
    writeFileSync(clock, String(jump));
    const during = await receivedAt(jumped);
    await api.waitForDelivery(during, "delivered");
    expect(await api.post(keyed)).toMatchObject({
      accepted: 0,
      duplicates: 1,
      results: [{ event_id: third }],
    });

    writeFileSync(clock, "0");
    const after = await receivedAt(Date.now());
    await Promise.all([first, second, after].map((id) => api.waitForDelivery(id, "delivered")));
    const arrived = receiver.requests.map(({ headers }) => headers["webhook-id"]);
    expect(arrived.filter((id) => id === first || id === second)).toEqual([first, first, second]);
    expect(arrived.toSorted()).toEqual([first, ...new Set(arrived)].toSorted());

    /** Posts until the server goes by a clock that is about `at`, and gives the last event's id. */
    async function receivedAt(at: number): Promise<string> {
      return until("the server's clock to jump", async () => {
        const { results: posted } = await api.post({ alert_title: "B" });
        const [{ event_id, alert_id } = { event_id: "", alert_id: "" }] = posted;
        const { occurred_at } = await api.alert(alert_id);
        return Math.abs(Date.parse(String(occurred_at)) - at) < THREE_HOURS_MS / 2 && event_id;
      });
    }
  },
);
