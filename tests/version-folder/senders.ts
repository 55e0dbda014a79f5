import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Api, Source } from "../support/api.ts";
import { SECRETS } from "./channels.ts";

const payload = (name: string): string =>
  readFileSync(new URL(`../fixtures/payloads/${name}.json`, import.meta.url), "utf8");

/** What the source of one's own takes. */
const BUILD = { name: "nightly", ok: false, level: "critical" };

const signed = (text: string): string => createHmac("sha256", SECRETS.sentry).update(text).digest("hex");

/** Changes the settings of two types, and makes a source of one's own. Returns its id. */
export async function makeSources(api: Api): Promise<string> {
  const change = async (type: string, body: object) => {
    const { status } = await api.request("PATCH", `/api/v1/sources/${type}`, { body });
    if (status !== 200) throw new Error(`The source ${type} was not changed: ${status}.`);
  };
  await change("prometheus", { ignore_labels: ["replica", "pod"] });
  await change("sentry", { secret: SECRETS.sentry });
  const fields = {
    alert_title: '"Build " + body.name',
    alert_id: "body.name",
    status: 'body.ok ? "Resolved" : "Open"',
    priority: "body.level",
  };
  const made = await api.request<Source>("POST", "/api/v1/sources", { body: { name: "Builds", fields } });
  return made.body.id;
}

/** Posts in the senders' own formats; a topic of Amazon SNS asks for its confirmation. Throws if one is refused. */
export async function postAsSenders(api: Api, ownSource: string): Promise<void> {
  const sentry = payload("sentry-issue-alert");
  const posts: [string, string, Record<string, string>][] = [
    ["prometheus/api/v2/alerts", PROMETHEUS, {}],
    ["sentry", sentry, { "sentry-hook-resource": "event_alert", "sentry-hook-signature": signed(sentry) }],
    [ownSource, JSON.stringify(BUILD), {}],
    [
      "aws-sns",
      payload("aws-sns-subscription-confirmation"),
      { "content-type": "text/plain", "x-amz-sns-message-type": "SubscriptionConfirmation" },
    ],
  ];
  for (const [path, body, headers] of posts) {
    const answer = await api.request("POST", `/api/v1/in/${path}`, { body, headers });
    if (answer.status >= 300) throw new Error(`${path} answered ${JSON.stringify(answer.body)}.`);
  }
}

/** It stands still: Prometheus says again what is stored. */
const PROMETHEUS = JSON.stringify([
  {
    labels: { alertname: "HighLoad", severity: "critical", pod: "a-1" },
    annotations: { summary: "Load is high" },
    startsAt: "2026-11-29T08:00:00Z",
    endsAt: "2099-01-01T00:00:00Z",
  },
]);
