import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { updateChannel } from "#db/queries/channels.ts";
import { formatPreview } from "#lib/web/show/format-preview.ts";
import { useSettings } from "../../../support/settings.ts";
import { QueueDatabase } from "../../engine/delivery/queue-database.ts";

const NOW = Date.UTC(2026, 10, 29, 12);

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a"]);
  useSettings({ baseUrl: "https://tocsin.example.com" });
});
afterEach(() => queue[Symbol.dispose]());

const preview = (format: object, channelId: string | null = "a", name = "Chat") =>
  formatPreview(queue.connection.db, { channelId, name, format }, NOW);

async function previewed(...given: Parameters<typeof preview>) {
  const made = await preview(...given);
  if (made.failure !== null) throw new Error(made.failure.message);
  return made;
}

const template = (text: string) => ({ type: "template", template: text });

describe("what a format would send", () => {
  test("of a sample, as long as the channel got no event", async () => {
    for (const channelId of ["a", null]) {
      const made = await previewed({ type: "alert" }, channelId);
      expect(made).toMatchObject({
        from: "sample",
        headers: { "content-type": "application/json", "accept-encoding": "identity" },
      });
      expect(JSON.parse(made.body)).toMatchObject({
        alert_id: made.alertId,
        occurred_at: "2026-11-29T12:00:00.000Z",
      });
    }
  });

  test("of the channel's last event, by the name as typed, with the address of this installation", async () => {
    queue.publish("first", 1_000);
    queue.publish("second", 2_000);
    const made = await previewed(
      template('{"of": "{{ alert_id }}", "at": "{{ channel_name }}", "here": "{{ base_url }}"}'),
    );
    expect(made).toMatchObject({ from: "event", alertId: "second" });
    expect(JSON.parse(made.body)).toEqual({ of: "second", at: "Chat", here: "https://tocsin.example.com" });
    expect((await previewed({ type: "slack" }, null)).from).toBe("sample");
  });

  test("with a mask in place of a secret, entered or saved", async () => {
    const typed = await previewed({ type: "pagerduty", routing_key: "R0UTING-k3y-0f-pagerduty-00000000" });
    expect(JSON.parse(typed.body).routing_key).toBe("••••");
    updateChannel(
      queue.connection.db,
      "a",
      { format: { type: "pagerduty", fields: {}, secrets: ["routing_key"] } },
      NOW,
    );
    const saved = await previewed({ type: "pagerduty", saved: true });
    expect(JSON.parse(saved.body).routing_key).toBe("••••");
  });
});

describe("why it can send nothing", () => {
  test("line and column of a template's fault", async () => {
    expect(await preview(template('{"a": 1,\n  "b": {{ nothing_of_the_kind | no_filter }}}'))).toEqual({
      failure: {
        message: expect.stringMatching(/^The template failed at line 2, column \d+: /),
        line: 2,
        column: expect.any(Number),
      },
    });
  });

  test("a fault of the settings has no place", async () => {
    expect(await preview({ type: "carrier-pigeon" })).toEqual({
      failure: {
        message: expect.stringMatching(/^Format is one of alert, slack, /),
        line: null,
        column: null,
      },
    });
    expect(await preview({ type: "telegram" })).toMatchObject({
      failure: { message: expect.stringMatching(/is required\.$/), line: null },
    });
  });
});
