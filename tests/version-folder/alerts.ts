import { ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";
import { type Accepted, type Api, apiOf, type Channel } from "../support/api.ts";
import { until } from "../support/until.ts";
import type { Channels } from "./channels.ts";
import type { Keys } from "./people.ts";

/** A post that is repeated with its idempotency key after the upgrade, and its answer. */
export type KeyedPost = { key: string; body: { alert_title: string }; results: Accepted["results"] };

const REMARK = "Seen. Ünïcode, too: 磁盘";

/** An alert with every field. */
const FULL = {
  alert_id: "disk-3",
  alert_title: "Disk full on unicode-host-π",
  category: "Everything",
  description: "x".repeat(300),
  di_event: "user_create",
  event_description: "The disk is full.",
  initiated_by: "cron",
  rule_id: "r-1",
  source_id: "s-1",
  source_name: "Grafana",
  source_type: "monitor",
  source_url: "https://grafana.example.com/d/1",
  priority: "Low",
  occurred_at: "2026-11-29T08:22:48.012+02:00",
  details: { region: "eu", load: 0.5, nested: { list: [1, "two", null] } },
};

export class Story {
  readonly #ingest: Api;
  readonly #manage: Api;
  readonly #channels: Channels;

  constructor(url: string, keys: Keys, channels: Channels) {
    [this.#ingest, this.#manage] = [apiOf(url, keys.ingest), apiOf(url, keys.manage)];
    this.#channels = channels;
  }

  /** Alerts in every status, and deliveries that end in each way. Then some wait for the restore to hold them. */
  async beforeRestore(): Promise<KeyedPost> {
    for (const name of ["Token", "Pinned", "Slack", "Template", "Retried"]) await this.#to(name, "delivered");
    for (const name of ["Refusing", "Gone"]) await this.#to(name, "failed");
    for (let at = 1; at <= 3; at++) await this.#to("Exhausted", "failed", `exhausted-${at}`);
    for (let at = 1; at <= 4; at++) await this.#to("Slow", "failed", `slow-${at}`);
    await this.#statuses();
    await this.#waiting("Deleted");
    await this.#manage.request("DELETE", `/api/v1/channels/${this.#channel("Deleted").id}`);
    await this.#discard();
    await this.#job({ filter: { category: "Slow" }, status: "Acknowledged" });
    await this.#waiting("Held", "held-1");
    await this.#ingest.post({ alert_id: "held-1", description: "The second in line" });
    await this.#waiting("Held", "held-2");
    return this.#keyed();
  }

  /** What comes in behind the deliveries that are held, what waits untouched by a restore, and what is muted. */
  async afterRestore(): Promise<void> {
    await this.#ingest.post({ alert_id: "held-1", description: "The third in line, after the restore" });
    await this.#waiting("Waits", "waits-1");
    await this.#ingest.post({ alert_id: "waits-1", status: "Acknowledged" });
    await this.#waiting("Waits", "waits-2");
    await this.#waiting("Disabled");
    await this.#manage.updateChannel(this.#channel("Disabled").id, { enabled: false });
    await this.#mute();
    await this.#manage.request("POST", `/api/v1/channels/${this.#channel("Everything").id}/test`);
    const events = ["access_management_access_request"];
    const channels = [{ channel_id: this.#channel("Everything").id, events }];
    await this.#manage.request("PUT", "/api/v1/access-requests", { body: { channels } });
    await this.#ingest.post(
      ACCESS_REQUEST_EVENTS.map((di_event) => ({ alert_title: "Access to db-1", di_event })),
    );
  }

  /** Starts a job that the stop finds at work: its first request hangs. */
  async beginJob(isUnderWay: () => boolean): Promise<void> {
    const body = { state: "failed", channel_id: this.#channel("Slow").id };
    const { status } = await this.#manage.request("POST", "/api/v1/deliveries/redeliver", { body });
    if (status !== 202) throw new Error(`No job was started: ${status}.`);
    await until("the job's first request", async () => isUnderWay());
  }

  #channel(name: string): Channel {
    const channel = this.#channels.get(name);
    if (channel === undefined) throw new Error(`There is no channel ${name}.`);
    return channel;
  }

  async #post(category: string, alertId: string): Promise<string> {
    const title = `Alert for ${category}`;
    const details = { load: 0.5 };
    const { results } = await this.#ingest.post({ alert_id: alertId, alert_title: title, category, details });
    return results[0]?.event_id ?? "";
  }

  /** Posts an alert for the channel, and waits until its delivery has ended so. */
  async #to(name: string, state: "delivered" | "failed", alertId = name.toLowerCase()): Promise<void> {
    const eventId = await this.#post(name, alertId);
    await this.#manage.waitForDelivery(eventId, state, { channelId: this.#channel(name).id });
  }

  /** Posts an alert for the channel, whose first attempt fails: it waits an hour for its next. */
  async #waiting(name: string, alertId = name.toLowerCase()): Promise<void> {
    const eventId = await this.#post(name, alertId);
    const options = { channelId: this.#channel(name).id, attempts: 1 };
    await this.#manage.waitForDelivery(eventId, "pending", options);
  }

  async #statuses(): Promise<void> {
    for (const alertId of ["disk-1", "disk-2", "auto-1"]) await this.#to("Everything", "delivered", alertId);
    await this.#ingest.post(FULL);
    const change = { status: "Acknowledged", remark: REMARK };
    await this.#manage.request("POST", "/api/v1/alerts/disk-1/status", { body: change });
    await this.#ingest.post([
      { alert_id: "disk-2", status: "Resolved" },
      { alert_id: "auto-1", status: "Auto-Resolved" },
      { alert_id: "nobody-1", alert_title: "No rule sends this", category: "Nobody" },
    ]);
    await until("the end of what is sent", async () => {
      const pending = await this.#manage.deliveries({ state: "pending" });
      return pending.length === 0;
    });
  }

  async #discard(): Promise<void> {
    const { id } = this.#channel("Discarded");
    await this.#waiting("Discarded");
    await this.#manage.updateChannel(id, { enabled: false });
    await this.#manage.updateChannel(id, { enabled: true, waiting: "discard" });
  }

  async #job({ filter, status }: { filter: object; status: string }): Promise<void> {
    const { as_of } = (await this.#manage.get<{ as_of: string }>("/api/v1/alerts")).body;
    const body = { filter, as_of, status };
    const { job_id } = (
      await this.#manage.request<{ job_id: string }>("POST", "/api/v1/alerts/status", { body })
    ).body;
    await until("the end of the job", async () => {
      const job = await this.#manage.get<{ state: string }>(`/api/v1/jobs/${job_id}`);
      return job.body.state === "done";
    });
  }

  async #mute(): Promise<void> {
    const ends = new Date(Date.now() + 7 * 24 * 3_600_000).toISOString();
    const conditions = [{ field: "priority", operator: "is", value: "Low" }];
    for (const body of [
      { channel_id: this.#channel("Muted").id, until: ends, remark: "Moving house." },
      { filters: { match: "all", conditions }, until: ends },
    ])
      await this.#manage.request("POST", "/api/v1/mutes", { body });
    const [last] = (await this.#manage.get<{ data: { id: string }[] }>("/api/v1/mutes")).body.data;
    await this.#manage.request("DELETE", `/api/v1/mutes/${last?.id}`);
    await this.#post("Muted", "muted");
  }

  async #keyed(): Promise<KeyedPost> {
    const [key, body] = ["once-1", { alert_title: "Posted once" }];
    const { results } = await this.#ingest.post(body, { "idempotency-key": key });
    return { key, body, results };
  }
}
