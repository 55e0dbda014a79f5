import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";

/** A channel's signing secret and certificate as its page shows them. */
export type SecurityView = Pick<
  ChannelView,
  "id" | "name" | "url" | "verifySsl" | "certificate" | "previousSecretUntil"
>;

export type SecurityActions = {
  rotate: (id: string) => Promise<ActionResult<{ signingSecret: string; previousUntil: number }>>;
  /** `sha256` is the fingerprint that the user saw. */
  trust: (id: string, sha256: string) => Promise<ActionResult>;
};
