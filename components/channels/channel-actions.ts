import type { ActionResult } from "#lib/domain/action-result.ts";
import type { Waiting } from "#lib/domain/channel/channel.ts";
import type { ChannelTest } from "#lib/domain/channel/test.ts";

/**
 * The result of a change to several channels: the ones done, and for each other one a sentence that says why
 * not.
 */
export type ManyResult = { done: string[]; failed: { id: string; message: string }[]; cancelled: number };

/**
 * Enables or disables channels. `waiting` says what to do with the deliveries that waited while they were
 * disabled.
 */
export type Switch = { enabled: boolean; waiting?: Waiting };

/** The server actions that the list can run on channels. */
export type ChannelActions = {
  change: (id: string, changes: Switch) => Promise<ActionResult>;
  remove: (id: string) => Promise<ActionResult<{ cancelled: number }>>;
  test: (input: { id: string; alert: unknown }) => Promise<ActionResult<ChannelTest>>;
  changeMany: (ids: string[], changes: Switch) => Promise<ActionResult<ManyResult>>;
  removeMany: (ids: string[]) => Promise<ActionResult<ManyResult>>;
};
