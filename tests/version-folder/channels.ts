import type { Api, Channel, NewChannel } from "../support/api.ts";
import { PORTS } from "./world.ts";

/** The throwaway secrets that are saved in the folder. */
export const SECRETS = {
  url: "url-s3cret-11",
  password: "pässword-s3cret-12",
  token: "token-s3cret-13",
  header: "header-s3cret-14",
  sentry: "sentry-s3cret-15",
};

const http = `http://127.0.0.1:${PORTS.http}`;
const https = `https://127.0.0.1:${PORTS.https}`;
const HOUR = [3_600];

const template = `{"title": {{ alert_title | json }}, "load": {{ details.load | json }}}`;

/** One per way that a channel is made, and per thing that becomes of a delivery. */
const CHANNELS: (NewChannel & { name: string; url: string })[] = [
  {
    name: "Everything",
    url: `${http}/ok/{{TOKEN}}?x=1`,
    url_secrets: [{ replacement: "TOKEN", value: SECRETS.url }],
    auth: { type: "basic", username: "tocsin", password: SECRETS.password },
    headers: [
      { name: "X-Team", value: "ops", sensitive: false },
      { name: "X-Api-Key", value: SECRETS.header, sensitive: true },
    ],
  },
  { name: "Token", url: `${http}/token`, auth: { type: "token", token: SECRETS.token } },
  { name: "Pinned", url: `${https}/pinned`, verify_ssl: true },
  { name: "Slack", url: `${http}/slack`, format: { type: "slack" } },
  {
    name: "Template",
    url: `${http}/template`,
    format: { type: "template", template, content_type: "application/json" },
  },
  { name: "Retried", url: `${http}/flaky`, retry_schedule: [1, 1] },
  { name: "Exhausted", url: `${http}/down`, retry_schedule: [1] },
  { name: "Refusing", url: `${http}/missing` },
  { name: "Gone", url: `${http}/gone` },
  { name: "Held", url: `${http}/down`, retry_schedule: HOUR },
  { name: "Waits", url: `${http}/down`, retry_schedule: HOUR, auto_disable: false },
  { name: "Disabled", url: `${http}/down/disabled`, retry_schedule: HOUR },
  { name: "Discarded", url: `${http}/down/discarded`, retry_schedule: HOUR },
  { name: "Deleted", url: `${http}/down`, retry_schedule: HOUR },
  { name: "Muted", url: `${http}/muted` },
  { name: "Slow", url: `${http}/slow`, max_in_flight: 2 },
];

export type Channels = Map<string, Channel & { signing_secret: string }>;

/** Makes the channels, and a rule for each that sends it the alerts of the category with its name. */
export async function makeChannels(api: Api): Promise<Channels> {
  const made: Channels = new Map();
  for (const fields of CHANNELS) {
    const channel = await api.createChannel({ retry_schedule: [5, 30], ...fields });
    made.set(fields.name, channel);
    await api.createRule({
      name: `To ${fields.name}`,
      channels: [channel.id],
      filters: { match: "all", conditions: [{ field: "category", operator: "is", value: fields.name }] },
    });
  }
  return made;
}
