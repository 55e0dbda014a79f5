import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";

/** What the page of a channel shows of its signing secret and its certificate. */
export type SecurityView = Pick<
  ChannelView,
  "id" | "name" | "url" | "verifySsl" | "certificate" | "previousSecretUntil"
>;

export type SecurityActions = {
  rotate: (id: string) => Promise<ActionResult<{ signingSecret: string; previousUntil: number }>>;
  /** `sha256` is the fingerprint that was shown. */
  trust: (id: string, sha256: string) => Promise<ActionResult>;
};
