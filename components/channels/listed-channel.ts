import { mutedUntilOf, type WithMute } from "#components/mutes/muted-until.ts";
import type { AuthView, ChannelListRow, LastDelivery } from "#lib/domain/channel/channel.ts";
import type { HealthName } from "#lib/domain/channel/health.ts";
import type { AccessRequests } from "#lib/domain/rule/access-request-schema.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";

/** The part of a channel that the list needs in the browser. */
export type ListedChannel = WithMute & {
  id: string;
  name: string;
  /** Masked. */
  url: string;
  authentication: AuthView["type"];
  enabled: boolean;
  disabledReason: string | null;
  health: HealthName;
  /** Why its receiver refuses the requests and what to do, or null. */
  refusal: string | null;
  /** The receiver showed another certificate, and an admin has to decide. */
  certificateChanged: boolean;
  lastDelivery: LastDelivery | null;
  pendingDeliveries: number;
  /** The rules that send to it. */
  rules: SendingRule[];
  /** The number of Access Request events that it is notified of. */
  accessRequestEvents: number;
};

/** A rule that sends to a channel. `named` is how many channels it names; null if it sends to all. */
export type SendingRule = { id: string; name: string; enabled: boolean; named: number | null };

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

/** The list's word for each kind of authentication. */
export const AUTHENTICATION_WORDS: Record<AuthView["type"], string> = {
  none: "None",
  basic: "Basic",
  token: "Token",
};
