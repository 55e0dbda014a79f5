"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import type { ManyResult } from "#components/channels/channel-actions.ts";
import { channelsFound } from "#components/channels/channel-filter.ts";
import type { FoundOptions } from "#components/list/filter.ts";
import { listChannels } from "#db/queries/channel-list.ts";
import { readDb } from "#db/read.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ChannelTest } from "#lib/domain/channel/test.ts";
import { act, lookUp, SIGNED_OUT } from "#lib/web/action.ts";
import { currentSession } from "#lib/web/auth/session.ts";

/** Creates a channel. Returns its signing secret for the only time. */
export async function createChannel(values: unknown): Promise<ActionResult<{ signingSecret: string }>> {
  const result = await act("channels.create", values);
  if (!result.ok) return result;
  refresh();
  return { ok: true, value: { signingSecret: result.value.signingSecret } };
}

/** Changes the given members. Refuses an outdated `version`. */
export async function changeChannel(id: unknown, changes: unknown): Promise<ActionResult> {
  const result = await act("channels.update", { id, changes });
  if (!result.ok) return result;
  refresh();
  return { ok: true, value: undefined };
}

/** Deletes a channel. Returns how many pending deliveries were cancelled. */
export async function deleteChannel(id: unknown): Promise<ActionResult<{ cancelled: number }>> {
  const result = await act("channels.delete", { id });
  if (result.ok) refresh();
  return result;
}

/** Changes several channels. If one fails, the others still change. */
export async function changeChannels(ids: unknown, changes: unknown): Promise<ActionResult<ManyResult>> {
  return each(ids, async (id) => {
    const result = await act("channels.update", { id, changes });
    return result.ok ? { ok: true, value: { cancelled: 0 } } : result;
  });
}

/** Deletes several channels. If one fails, the others are still deleted. */
export async function deleteChannels(ids: unknown): Promise<ActionResult<ManyResult>> {
  return each(ids, (id) => act("channels.delete", { id }));
}

/** More than a page of the list has. */
const idsSchema = z.array(z.string()).max(100);

async function each(
  ids: unknown,
  run: (id: string) => Promise<ActionResult<{ cancelled: number }>>,
): Promise<ActionResult<ManyResult>> {
  if ((await currentSession()) === null) return SIGNED_OUT;
  const parsed = idsSchema.safeParse(ids);
  if (!parsed.success) return { ok: false, message: "Choose at most 100 webhooks at once.", issues: [] };
  const many: ManyResult = { done: [], failed: [], cancelled: 0 };
  for (const id of parsed.data) {
    const result = await run(id);
    if (!result.ok) many.failed.push({ id, message: result.message });
    else {
      many.done.push(id);
      many.cancelled += result.value.cancelled;
    }
  }
  refresh();
  return { ok: true, value: many };
}

/** Sends a simulated alert for real: to a saved channel (`id`), or with unsaved settings (`channel`). */
export async function testChannel(input: unknown): Promise<ActionResult<ChannelTest>> {
  return act("channels.test", input);
}

/** Gives a channel a new signing secret, and returns it for the only time. */
export async function rotateSigningSecret(
  id: unknown,
): Promise<ActionResult<{ signingSecret: string; previousUntil: number }>> {
  const result = await act("channels.rotate-signing-secret", { id });
  if (result.ok) refresh();
  return result;
}

/** Pins the certificate with this fingerprint in place of the trusted one. */
export async function trustCertificate(id: unknown, sha256: unknown): Promise<ActionResult> {
  const result = await act("channels.trust-certificate", { id, sha256 });
  if (!result.ok) return result;
  refresh();
  return { ok: true, value: undefined };
}

/** The channels whose name contains the typed text, for a filter. Needs the right to read. */
export async function findChannels(typed: unknown): Promise<ActionResult<FoundOptions>> {
  return lookUp("read", async () => channelsFound(await listChannels(readDb()), String(typed)));
}
