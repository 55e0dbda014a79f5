"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { asCurl } from "#components/deliveries/curl.ts";
import type { DeliveryAct } from "#components/deliveries/delivery-actions.ts";
import type { ListedJob } from "#components/jobs/listed-job.ts";
import { readDb } from "#db/read.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { RANGE_NAMES, RANGES } from "#lib/domain/delivery/list.ts";
import { existing } from "#lib/domain/existing.ts";
import type { VerbName } from "#lib/engine/client.ts";
import { act, lookUp, SIGNED_OUT } from "#lib/web/action.ts";
import { actorOf, currentSession } from "#lib/web/auth/session.ts";
import { deliveryDetail } from "#lib/web/show/delivery.ts";
import { countFailed as count } from "#lib/web/show/redelivery.ts";
import { readJob } from "../jobs/read-jobs.ts";

const VERBS: Record<DeliveryAct, VerbName> = {
  redeliver: "deliveries.redeliver",
  "send-now": "deliveries.send-now",
  cancel: "deliveries.cancel",
};

/** Redelivers, sends now or cancels a delivery. Needs the right to operate. */
export async function changeDelivery(id: unknown, wanted: unknown): Promise<ActionResult> {
  const verb = Object.entries(VERBS).find(([name]) => name === wanted)?.[1];
  if (verb === undefined) return RELOAD;
  const result = await act(verb, { id });
  revalidatePath("/deliveries", "layout");
  return result.ok ? { ok: true, value: undefined } : result;
}

/** The newest request of a delivery as a command. Needs the right to read. */
export async function readCurl(id: unknown): Promise<ActionResult<string>> {
  const session = await currentSession();
  if (session === null) return SIGNED_OUT;
  return lookUp("read", async () => {
    const detail = await deliveryDetail(readDb(), String(id), actorOf(session));
    return asCurl(existing("delivery", detail).request);
  });
}

/** Sends everything that is held since a restore. Needs the right to manage. */
export const sendHeld = async (): Promise<ActionResult<number>> => decide("deliveries.send-held");

/** Discards everything that is held since a restore. Needs the right to manage. */
export const discardHeld = async (): Promise<ActionResult<number>> => decide("deliveries.discard-held");

async function decide(verb: "deliveries.send-held" | "deliveries.discard-held") {
  const result = await act(verb, null);
  revalidatePath("/deliveries", "layout");
  return result.ok ? { ok: true as const, value: result.value.decided } : result;
}

/** Starts a job that sends these deliveries again. Needs the right to operate. */
export async function redeliverSelected(ids: unknown): Promise<ActionResult<ListedJob>> {
  return start({ delivery_ids: ids });
}

const failedSchema = z.object({ channelId: z.string().optional(), range: z.enum(RANGE_NAMES).optional() });

/** Starts a job that sends all failed deliveries again. Needs the right to operate. */
export async function redeliverFailed(failed: unknown): Promise<ActionResult<ListedJob>> {
  const parsed = failedSchema.safeParse(failed);
  if (!parsed.success) return RELOAD;
  const { channelId, range } = parsed.data;
  const since = range && new Date(Date.now() - RANGES[range]).toISOString();
  return start({ state: "failed", channel_id: channelId, since });
}

async function start(input: object): Promise<ActionResult<ListedJob>> {
  const result = await act("deliveries.redeliver-many", input);
  return result.ok ? readJob(result.value.jobId) : result;
}

/** How many deliveries `redeliverFailed` would send again. Needs the right to read. */
export async function countFailed(failed: unknown): Promise<ActionResult<number>> {
  const parsed = failedSchema.safeParse(failed);
  if (!parsed.success) return RELOAD;
  const { channelId, range } = parsed.data;
  const now = Date.now();
  return lookUp("read", () => count(readDb(), { channelId, since: range && now - RANGES[range] }, now));
}

const RELOAD = { ok: false as const, message: "Reload the page and try again.", issues: [] };
