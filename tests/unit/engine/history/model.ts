import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import type { SettableStatus } from "#lib/domain/alert/status.ts";
import { type Answer, CHANNELS, type DeliveryRecord, type History, RETRIES, type Step } from "./steps.ts";

type Delivery = Omit<DeliveryRecord, "behind"> & {
  alert: number;
  /** How many attempts were made before its present schedule. */
  before: number;
  /** The same when its request in flight was made: the answer counts in the schedule of that time. */
  beforeInFlight: number;
  /** Until the next "wait". */
  waits: boolean;
  inFlight: boolean;
};

type Channel = {
  enabled: boolean;
  deleted: boolean;
  deliveries: Delivery[];
  /** By alert, the pending deliveries in the order in which they are sent. */
  lines: Map<number, Delivery[]>;
  requests: Record<number, number[]>;
};

type World = Pick<History, "posts" | "events"> & {
  statuses: Map<number, AlertStatus>;
  /** By idempotency key. */
  keys: Map<number, { alert: number; event: number }>;
  channels: Channel[];
};

/** The history that Tocsin promises after these steps. */
export function history(steps: readonly Step[]): History {
  const world: World = { posts: [], events: [], statuses: new Map(), keys: new Map(), channels: [] };
  for (let channel = 0; channel < CHANNELS; channel++)
    world.channels.push({ enabled: true, deleted: false, deliveries: [], lines: new Map(), requests: {} });
  for (const step of steps) {
    take(world, step);
    for (const channel of world.channels) send(channel);
  }
  return { posts: world.posts, events: world.events, channels: world.channels.map(recordOf) };
}

function take(world: World, step: Step): void {
  if (step.kind === "post") post(world, step.alert, step.key);
  else if (step.kind === "status") setStatus(world, step.alert, step.status);
  else if (step.kind === "kill" || step.kind === "answer and kill") kill(world);
  else if (step.kind === "wait") wait(world);
  else if (step.kind === "expire") expire(world);
  else {
    const channel = world.channels[step.channel];
    if (channel !== undefined) takeAt(channel, step);
  }
}

function takeAt(channel: Channel, step: Step & { channel: number }): void {
  if (step.kind === "answer") answer(channel, step.request, step.answer);
  if (channel.deleted) return;
  if (step.kind === "redeliver") redeliver(channel, step.event);
  if (step.kind === "send now") sendNow(channel, step.event);
  if (step.kind === "cancel") cancel(channel, step.event);
  if (step.kind === "disable") channel.enabled = false;
  if (step.kind === "enable") enable(channel, step.waiting);
  if (step.kind === "delete") remove(channel);
}

/** While the channel is enabled, the head of each line is sent unless it waits for its retry. */
function send(channel: Channel): void {
  if (!channel.enabled || channel.deleted) return;
  for (const [head] of channel.lines.values()) {
    if (head === undefined || head.waits || head.inFlight) continue;
    Object.assign(head, { inFlight: true, beforeInFlight: head.before });
    channel.requests[head.alert] = [...(channel.requests[head.alert] ?? []), head.event];
  }
}

/** A key used before makes the post a duplicate, or a conflict if it was used for another alert. */
function post(world: World, alert: number, key: number | null): void {
  const first = key === null ? undefined : world.keys.get(key);
  if (first !== undefined) {
    world.posts.push(first.alert === alert ? { event: first.event, duplicate: true } : null);
    return;
  }
  const event = world.events.length;
  if (key !== null) world.keys.set(key, { alert, event });
  publish(world, alert, world.statuses.get(alert) === "Acknowledged" ? "Acknowledged" : "Open");
  world.posts.push({ event, duplicate: false });
}

const MAY_BECOME: Record<AlertStatus, readonly SettableStatus[]> = {
  Open: ["Acknowledged", "Resolved"],
  Acknowledged: ["Open", "Resolved"],
  Resolved: ["Open"],
  "Auto-Resolved": ["Open"],
};

function setStatus(world: World, alert: number, status: SettableStatus): void {
  const before = world.statuses.get(alert);
  if (before !== undefined && MAY_BECOME[before].includes(status)) publish(world, alert, status);
}

function publish(world: World, alert: number, status: AlertStatus): void {
  world.statuses.set(alert, status);
  const event = world.events.length;
  const routing: Record<number, "sent" | "channel_disabled"> = {};
  for (const [index, channel] of world.channels.entries()) {
    if (channel.deleted) continue;
    routing[index] = channel.enabled ? "sent" : "channel_disabled";
    if (channel.enabled) enqueue(channel, alert, event);
  }
  world.events.push({ alert, status, routing });
}

function enqueue(channel: Channel, alert: number, event: number): void {
  const delivery: Delivery = {
    ...{ event, alert, state: "pending", reason: null, attempts: [] },
    ...{ before: 0, beforeInFlight: 0, waits: false, inFlight: false },
  };
  channel.deliveries.push(delivery);
  join(channel, delivery);
}

const join = ({ lines }: Channel, delivery: Delivery): void =>
  void lines.set(delivery.alert, [...(lines.get(delivery.alert) ?? []), delivery]);

/** The attempt is recorded whatever became of the delivery meanwhile; a cancelled one stays cancelled. */
function answer(channel: Channel, request: number, said: Answer): void {
  const open = channel.deliveries.filter(({ inFlight }) => inFlight);
  const delivery = open[request % open.length];
  if (delivery === undefined) return;
  delivery.inFlight = false;
  delivery.attempts.push(said);
  if (said === "gone") channel.enabled = false;
  if (delivery.state !== "pending") return;
  if (said === "yes") end(channel, delivery, "delivered", null);
  else if (said === "no") end(channel, delivery, "failed", "final_status");
  else if (said === "gone") end(channel, delivery, "failed", "gone");
  else if (delivery.attempts.length - delivery.beforeInFlight <= RETRIES) delivery.waits = true;
  else end(channel, delivery, "failed", "retries_exhausted");
}

function end(channel: Channel, delivery: Delivery, state: Delivery["state"], reason: string | null): void {
  Object.assign(delivery, { state, reason, waits: false });
  const line = channel.lines.get(delivery.alert) ?? [];
  channel.lines.set(
    delivery.alert,
    line.filter((one) => one !== delivery),
  );
}

/** What was in flight was not recorded, so it is sent again. */
function kill(world: World): void {
  for (const { deliveries } of world.channels) for (const delivery of deliveries) delivery.inFlight = false;
}

function wait(world: World): void {
  for (const { deliveries } of world.channels) for (const delivery of deliveries) delivery.waits = false;
}

/** Whatever waits expires, unless it is in flight. Idempotency keys are forgotten. */
function expire(world: World): void {
  world.keys.clear();
  for (const channel of world.channels)
    for (const delivery of channel.deliveries)
      if (delivery.state === "pending" && !delivery.inFlight) end(channel, delivery, "failed", "expired");
}

/** A finished delivery queues again behind those that wait for its alert, on a fresh schedule. */
function redeliver(channel: Channel, event: number): void {
  const delivery = channel.deliveries.find((one) => one.event === event);
  if (delivery === undefined || delivery.state === "pending") return;
  Object.assign(delivery, { state: "pending", reason: null, before: delivery.attempts.length });
  join(channel, delivery);
}

/** The head of a line waits no longer for its retry. */
function sendNow(channel: Channel, event: number): void {
  if (!channel.enabled) return;
  for (const [head] of channel.lines.values()) if (head?.event === event) head.waits = false;
}

function cancel(channel: Channel, event: number): void {
  const delivery = channel.deliveries.find((one) => one.event === event);
  if (delivery?.state === "pending") end(channel, delivery, "cancelled", "cancelled");
}

function enable(channel: Channel, waiting: "send" | "discard"): void {
  if (!channel.enabled && waiting === "discard") cancelAll(channel, "discarded");
  channel.enabled = true;
}

function remove(channel: Channel): void {
  channel.deleted = true;
  cancelAll(channel, "channel_deleted");
}

function cancelAll(channel: Channel, reason: string): void {
  for (const delivery of channel.deliveries)
    if (delivery.state === "pending") end(channel, delivery, "cancelled", reason);
}

function recordOf({ deliveries, lines, requests }: Channel): History["channels"][number] {
  const heads = new Set([...lines.values()].map(([head]) => head));
  return {
    deliveries: deliveries.map((delivery) => {
      const { event, state, reason, attempts } = delivery;
      return { event, state, reason, attempts, behind: state === "pending" && !heads.has(delivery) };
    }),
    requests,
    inFlight: deliveries.filter(({ inFlight }) => inFlight).map(({ event }) => event),
  };
}
