import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ManyResult } from "./channel-actions.ts";

type Named = { id: string; name: string };

/**
 * Shows the result of a change to several channels: "2 of 3 webhooks are deleted", and the reason for each
 * other one.
 */
export function tellMany(
  result: ActionResult<ManyResult>,
  channels: readonly Named[],
  verb: "enabled" | "disabled" | "deleted",
  consequence: string,
): void {
  if (!result.ok) {
    toast.error("Nothing is changed", { description: result.message });
    return;
  }
  const { done, failed } = result.value;
  const description = [...failed.map((fault) => reason(fault, channels)), done.length > 0 ? consequence : ""];
  const say = failed.length === 0 ? toast.success : toast.warning;
  say(summary(done, channels, verb), { description: description.filter(Boolean).join(" ") || undefined });
}

/** "Jira is enabled", "3 webhooks are enabled", "2 of 3 webhooks are enabled". */
export function summary(done: readonly string[], channels: readonly Named[], verb: string): string {
  const [first] = channels;
  if (channels.length === 1 && first !== undefined)
    return `${first.name} is ${done.length === 1 ? verb : `not ${verb}`}`;
  const count = done.length === channels.length ? `${done.length}` : `${done.length} of ${channels.length}`;
  return `${count} webhooks are ${verb}`;
}

function reason({ id, message }: { id: string; message: string }, channels: readonly Named[]): string {
  return `${channels.find((channel) => channel.id === id)?.name ?? id}: ${message}`;
}
