import type { Db } from "#db/client.ts";
import { lastSentEvent } from "#db/queries/last-sent-event.ts";
import type { SettledChannel } from "#lib/domain/channel/change.ts";
import { AppError } from "#lib/domain/errors.ts";
import { type ChannelFormat, isSameFormat } from "#lib/domain/format/format.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import { bodyOrFault } from "#lib/formats/body-or-fault.ts";
import type { FormatEvent } from "#lib/formats/format.ts";
import { masked, templateOf } from "#lib/formats/request.ts";
import { sampleEvent } from "#lib/formats/sample-event.ts";

/**
 * Tries a new format on a sample and on the last event that its channel got. Throws AppError `invalid` at the
 * template, or at the format, if it can make no body of them.
 * @param before the saved channel
 */
export function refuseFailingFormat(
  { db, outbound, now }: VerbContext,
  settled: SettledChannel,
  before?: { id: string; format: ChannelFormat },
): void {
  if (before !== undefined && isSameFormat(before.format, settled.format)) return;
  const around = { channelName: settled.name, baseUrl: outbound().baseUrl };
  const template = templateOf(settled, masked);
  const last = before === undefined ? null : lastEvent(db, before.id, around);
  refuseFailure("a sample", () => template.body(sampleEvent(around, now())), settled.format);
  if (last !== null) refuseFailure("the channel's last event", () => template.body(last), settled.format);
}

function lastEvent(
  db: Db,
  channelId: string,
  around: Pick<FormatEvent, "channelName" | "baseUrl">,
): FormatEvent | null {
  const sent = lastSentEvent(db, channelId);
  if (sent === null) return null;
  const { alertId: _, details, ...event } = sent;
  return { ...event, ...around, details: () => details };
}

function refuseFailure(of: string, make: () => string, { type }: ChannelFormat): void {
  const { fault } = bodyOrFault(make);
  if (fault === null) return;
  const path = type === "template" ? "format.template" : "format";
  const message = `Tried on ${of}: ${fault.message}`;
  throw new AppError("invalid", message, [{ path, message }]);
}
