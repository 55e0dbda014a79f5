import type { SourceType } from "#lib/domain/source/source.ts";
import { sourceDescriptions } from "#lib/domain/source/sources.ts";
import { type Alert, type Api, connect, createApiKey } from "../support/api.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { startTocsin, type Tocsin } from "../support/server.ts";
import { until } from "../support/until.ts";

/** A Tocsin with a receiver of its webhooks, and a key for senders. */
export type World = AsyncDisposable & {
  readonly tocsin: Tocsin;
  readonly api: Api;
  readonly key: string;
  /** The ready configuration of a type with that label, as its page shows it. */
  snippet(type: SourceType, label: string): string;
  /** The delivered alerts, oldest first. */
  delivered(): Alert[];
  /** Waits until an alert with that title is delivered with that status. */
  waitFor(title: string, status: Alert["status"]): Promise<Alert>;
};

export async function startWorld(): Promise<World> {
  const tocsin = await startTocsin();
  const receiver = await startReceiver();
  const api = connect(tocsin);
  await api.createChannel({ url: `${receiver.url}/hook` });
  const key = createApiKey(tocsin.dataDir, ["ingest"], "Peers");
  return {
    tocsin,
    api,
    key,
    snippet: (type, label) => snippetOf(type, label, tocsin.url, key),
    delivered: () => deliveredTo(receiver),
    waitFor: (title, status) =>
      until(
        `${title} to be ${status}`,
        async () => deliveredTo(receiver).find((one) => one.alert_title === title && one.status === status),
        90_000,
      ),
    async [Symbol.asyncDispose]() {
      await tocsin[Symbol.asyncDispose]();
      await receiver[Symbol.asyncDispose]();
    },
  };
}

function snippetOf(type: SourceType, label: string, baseUrl: string, key: string): string {
  const facts = { baseUrl, url: `${baseUrl}/api/v1/in/${type}`, key };
  const found = sourceDescriptions[type].snippets(facts).find((one) => one.label === label);
  if (found === undefined) throw new Error(`${type} has no ${label}.`);
  return found.text;
}

const deliveredTo = ({ requests }: Receiver): Alert[] =>
  requests.map(({ rawBody }) => JSON.parse(rawBody.toString()));
