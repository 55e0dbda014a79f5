import type { ActionResult } from "#lib/domain/action-result.ts";
import type { Waiting } from "#lib/domain/channel/channel.ts";
import type { ChannelTest } from "#lib/domain/channel/test.ts";

/** What became of several channels: each is done, or has a sentence that says why not. */
export type ManyResult = { done: string[]; failed: { id: string; message: string }[]; cancelled: number };

/** Switches channels; `waiting` says what becomes of what waited while they were disabled. */
export type Switch = { enabled: boolean; waiting?: Waiting };

/** What the list can do with channels: the server actions that it is given. */
export type ChannelActions = {
  change: (id: string, changes: Switch) => Promise<ActionResult>;
  remove: (id: string) => Promise<ActionResult<{ cancelled: number }>>;
  test: (input: { id: string; alert: unknown }) => Promise<ActionResult<ChannelTest>>;
  changeMany: (ids: string[], changes: Switch) => Promise<ActionResult<ManyResult>>;
  removeMany: (ids: string[]) => Promise<ActionResult<ManyResult>>;
};
