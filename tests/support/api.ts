import type { z } from "zod";
import { insertApiKey } from "#db/queries/api-keys.ts";
import { openDataFolder } from "#lib/data-folder/open.ts";
import type { newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import { newId } from "#lib/domain/ids.ts";
import { SCOPES, type Scope } from "#lib/domain/people/actor.ts";
import type { newRuleSchema } from "#lib/domain/rule/rule-schema.ts";
import { readEnv } from "#lib/env.ts";
import { hashToken, keyHint, newApiKey } from "#lib/token.ts";
import type { Accepted as acceptedSchema, Alert as alertSchema } from "#lib/web/rest/alert-shapes.ts";
import type { TestResult as testResultSchema } from "#lib/web/rest/channel-test.ts";
import type { Channel as channelSchema } from "#lib/web/rest/channels.ts";
import type {
  DeliveryDetail as deliveryDetailSchema,
  Delivery as deliverySchema,
} from "#lib/web/rest/deliveries.ts";
import type { Mute as muteSchema } from "#lib/web/rest/mutes.ts";
import type { Rule as ruleSchema, Trial as trialSchema } from "#lib/web/rest/rules.ts";
import type { Source as sourceSchema } from "#lib/web/rest/sources.ts";
import { checkAnswer } from "./rest-answers.ts";
import type { Tocsin } from "./server.ts";
import { until } from "./until.ts";

/** An answer of the REST interface. Its body is parsed if it is JSON. */
export type ApiAnswer<Body = unknown> = { status: number; headers: Headers; body: Body };

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  issues?: { path: string; message: string }[];
};

/** What routes answer, by the schemas of their table. */
export type Channel = z.output<typeof channelSchema>;
export type Rule = z.output<typeof ruleSchema>;
export type Mute = z.output<typeof muteSchema>;
export type Source = z.output<typeof sourceSchema>;
export type RuleTrial = z.output<typeof trialSchema>;
export type ChannelTest = z.output<typeof testResultSchema>;
export type Delivery = z.output<typeof deliverySchema>;
export type DeliveryDetail = z.output<typeof deliveryDetailSchema>;
export type Alert = z.output<typeof alertSchema>;
export type Accepted = z.output<typeof acceptedSchema>;

/** What routes take. */
export type NewChannel = Partial<z.input<typeof newChannelSchema>>;
export type NewRule = Partial<z.input<typeof newRuleSchema>>;

export type Page<Row> = { data: Row[]; next_cursor: string | null };

/** A client of the REST interface with one API key. */
export type Api = {
  readonly key: string;
  /** Sends any request. An object as `body` is sent as JSON. */
  request<Body = unknown>(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<ApiAnswer<Body>>;
  get<Body = unknown>(path: string): Promise<ApiAnswer<Body>>;
  /** Posts alerts. Throws unless they are accepted. */
  post(alerts: unknown, headers?: Record<string, string>): Promise<Accepted>;
  /** Makes a channel, with a short schedule unless one is given. Throws unless it is accepted. */
  createChannel(fields: NewChannel & { url: string }): Promise<Channel & { signing_secret: string }>;
  /** Makes a rule, for all channels unless some are given. Throws unless it is accepted. */
  createRule(fields: NewRule): Promise<Rule>;
  updateChannel(id: string, changes: Record<string, unknown>): Promise<Channel>;
  delivery(id: string): Promise<DeliveryDetail>;
  deliveries(query: Record<string, string>): Promise<Delivery[]>;
  /** Waits until the event's delivery to the channel, or its only delivery, is in that state. */
  waitForDelivery(
    eventId: string,
    state: Delivery["state"],
    options?: { channelId?: string; attempts?: number; timeoutMs?: number },
  ): Promise<DeliveryDetail>;
  alert(alertId: string): Promise<Alert>;
};

/** How long a write waits for a running app's write, ms. */
const BUSY_TIMEOUT_MS = 10_000;

/** What may confine a key. */
type Bounds = { expiresAt?: number; addresses?: string[]; perMinute?: number };

/**
 * Makes an API key in the data folder, even before the first start. It has all scopes unless some are given.
 */
export function createApiKey(
  dataDir: string,
  scopes: readonly Scope[] = SCOPES,
  name = "Tests",
  bounds: Bounds = {},
): string {
  const { connection } = openDataFolder(readEnv({ DATA_DIR: dataDir }), BUSY_TIMEOUT_MS);
  const key = newApiKey();
  const row = { id: newId("key"), name, hint: keyHint(key), hash: hashToken(key), ...bounds };
  insertApiKey(connection.db, { ...row, scopes: [...scopes], createdAt: Date.now() });
  connection.sqlite.close();
  return key;
}

/** A client for a running Tocsin, with a key of its own. */
export const connect = (to: Pick<Tocsin, "url" | "dataDir">, scopes?: readonly Scope[]): Api =>
  apiOf(to.url, createApiKey(to.dataDir, scopes));

let named = 0;

export function apiOf(url: string, key: string): Api {
  const request: Api["request"] = async (method, path, { body, headers } = {}) => {
    const json = typeof body === "object" && !(body instanceof Uint8Array);
    const answer = await fetch(url + path, {
      method,
      redirect: "manual",
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: json ? JSON.stringify(body) : (body as BodyInit) }),
    });
    const answered = parsed(await answer.text());
    checkAnswer({ method, path, status: answer.status, body: answered });
    return { status: answer.status, headers: answer.headers, body: answered as never };
  };

  async function expecting<Body>(status: number, ...args: Parameters<Api["request"]>): Promise<Body> {
    const answer = await request<Body>(...args);
    if (answer.status === status) return answer.body;
    throw new Error(`${args[0]} ${args[1]} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  const api: Api = {
    key,
    request,
    get: (path) => request("GET", path),
    post: (alerts, headers = {}) => expecting(202, "POST", "/api/v1/alerts", { body: alerts, headers }),
    createChannel: (fields) =>
      expecting(201, "POST", "/api/v1/channels", {
        body: { name: `Channel ${++named}`, retry_schedule: [1, 1], ...fields },
      }),
    createRule: (fields) =>
      expecting(201, "POST", "/api/v1/rules", {
        body: { name: `Rule ${++named}`, channels: "all", ...fields },
      }),
    updateChannel: (id, body) => expecting(200, "PATCH", `/api/v1/channels/${id}`, { body }),
    delivery: (id) => expecting(200, "GET", `/api/v1/deliveries/${id}`),
    deliveries: async (query) => {
      const path = `/api/v1/deliveries?${new URLSearchParams(query)}`;
      return (await expecting<Page<Delivery>>(200, "GET", path)).data;
    },
    waitForDelivery: (eventId, state, options = {}) =>
      until(
        `${state} of ${eventId}`,
        async () => {
          const query: Record<string, string> = {};
          if (options.channelId !== undefined) query.channel_id = options.channelId;
          const found = (await api.deliveries(query)).find(
            (one) =>
              one.event_id === eventId && one.state === state && one.attempts_made >= (options.attempts ?? 0),
          );
          return found && api.delivery(found.id);
        },
        options.timeoutMs,
      ),
    alert: (alertId) => expecting(200, "GET", `/api/v1/alerts/${encodeURIComponent(alertId)}`),
  };
  return api;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
