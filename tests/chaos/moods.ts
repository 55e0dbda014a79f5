import { createHash } from "node:crypto";
import type { Answer, ReceivedRequest, Receiver } from "../support/receiver.ts";
import { startReceiver } from "../support/receiver.ts";
import type { Arrival } from "./ledger.ts";
import { randomOf } from "./random.ts";

/** From the third request for an event on it is always taken, so that no retry schedule is used up. */
const MOODY_ANSWERS = 2;
const SLOWEST_MS = 250;

export type MoodyReceiver = AsyncDisposable & {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
};

/** A receiver that writes down what comes, each channel at a path of its own, and is not always well. */
export async function startMoodyReceiver(seed: string): Promise<MoodyReceiver> {
  const arrivals: Arrival[] = [];
  const times = new Map<string, number>();
  const receiver: Receiver = await startReceiver({
    answer: (request) => {
      const arrival = read(request);
      const event = `${arrival.channel} ${arrival.alertId}#${arrival.number}`;
      const time = (times.get(event) ?? 0) + 1;
      times.set(event, time);
      const { answer, afterMs } = mood(`${seed} ${event} ${time}`, time);
      arrivals.push({ ...arrival, taken: typeof answer === "object" && answer.status < 300 });
      return afterMs === 0 ? answer : later(answer, afterMs);
    },
  });
  return { url: receiver.url, arrivals, [Symbol.asyncDispose]: () => receiver.stop() };
}

function read({ path, headers, rawBody }: ReceivedRequest): Omit<Arrival, "taken"> {
  const { alert_id, event_description } = JSON.parse(String(rawBody));
  return {
    channel: path,
    webhookId: String(headers["webhook-id"]),
    alertId: alert_id,
    number: Number.parseInt(event_description, 10),
    body: createHash("sha256").update(rawBody).digest("base64"),
  };
}

/** Mostly well, sometimes slow, now and then a 500 or a connection that is cut. */
function mood(seed: string, time: number): { answer: Answer; afterMs: number } {
  const random = randomOf(seed);
  const afterMs = random.chance(0.1) ? random.between(1, SLOWEST_MS) : 0;
  if (time > MOODY_ANSWERS || random.chance(0.94)) return { answer: { status: 204 }, afterMs };
  return { answer: random.chance(0.5) ? { status: 500 } : "reset", afterMs };
}

const later = (answer: Answer, ms: number): Promise<Answer> =>
  new Promise((resolve) => setTimeout(() => resolve(answer), ms));
