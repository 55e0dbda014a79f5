import { mutedUntilOf } from "#components/mutes/muted-until.ts";
import type { ChannelListRow } from "#lib/domain/channel/channel.ts";
import type { AccessRequests } from "#lib/domain/rule/access-request-schema.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import { labelOf } from "./format/faces.ts";
import type { ListedChannel, SendingRule } from "./listed-channel.ts";

/** The channel as a row of the list. */
export function toListed(
  row: ChannelListRow,
  rules: readonly Pick<Rule, "id" | "name" | "enabled" | "channels">[],
  accessRequests: Pick<AccessRequests, "channels">,
  muted: ReadonlyMap<string, number>,
): ListedChannel {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    ...(row.format.type !== "alert" && { format: labelOf(row.format.type) }),
    authentication: row.auth.type,
    enabled: row.enabled,
    disabledReason: row.disabledReason,
    health: row.health,
    refusal: row.refusal,
    certificateChanged: row.certificate.offered !== null,
    lastDelivery: row.lastDelivery,
    pendingDeliveries: row.pendingDeliveries,
    rules: rules.filter((rule) => sendsTo(rule, row.id)).map(toSending),
    accessRequestEvents:
      accessRequests.channels.find(({ channel_id }) => channel_id === row.id)?.events.length ?? 0,
    ...mutedUntilOf(row.id, muted),
  };
}

function toSending({
  id,
  name,
  enabled,
  channels,
}: Pick<Rule, "id" | "name" | "enabled" | "channels">): SendingRule {
  return { id, name, enabled, named: channels === "all" ? null : channels.length };
}

/** Whether the rule names the channel or sends to all. */
export const sendsTo = ({ channels }: Pick<Rule, "channels">, channelId: string): boolean =>
  channels === "all" || channels.includes(channelId);
