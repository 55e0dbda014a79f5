import type { z } from "zod";
import type { newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import type { AccessRequestEvent } from "#lib/domain/rule/access-request.ts";
import type { newRuleSchema } from "#lib/domain/rule/rule-schema.ts";
import type { Repeats } from "#lib/domain/source/settings.ts";

/**
 * What `export` writes, and what `plan` and `apply` read: sections in the API's own members. Things are known by
 * their names, users by their emails. An absent section is left alone; what a present one lacks is deleted.
 */
export type ConfigDocument = {
  channels?: ChannelEntry[];
  rules?: RuleEntry[];
  access_requests?: AccessRequestEntry[];
  sources?: SourceEntry[];
  users?: UserEntry[];
};

/**
 * A channel as the API takes a new one. A secret is its value (`${ENV}` and `${file:PATH}` are read by then), or
 * its place says `saved: true`.
 */
type ChannelEntry = z.input<typeof newChannelSchema>;

/** A rule as the API takes a new one, with its channels by name. */
export type RuleEntry = Omit<z.input<typeof newRuleSchema>, "channels"> & { channels: "all" | string[] };

/** Which Access Request events a channel gets. */
export type AccessRequestEntry = { channel: string; events: AccessRequestEvent[] };

/** A source of one's own (`type: json`, known by its name), or the changed settings of a sender's type. */
export type SourceEntry = {
  type: string;
  name?: string;
  repeats?: Repeats;
  ignore_labels?: string[];
  for_each?: string | null;
  fields?: Record<string, string>;
  secret?: string | { saved: true } | null;
};

export type UserEntry = { email: string; name: string; role: Role };
