import { answerOf } from "#components/form/answer-of.ts";
import { toast } from "#components/ui/toast.ts";
import type { ChannelActions, Switch } from "./channel-actions.ts";
import { afterSwitch } from "./pending.ts";

type Switched = { id: string; name: string; pendingDeliveries: number };

/** Enables or disables a channel and says so. Returns a sentence that says why it failed, if it did. */
export async function switchChannel(
  change: ChannelActions["change"],
  { id, name, pendingDeliveries }: Switched,
  to: Switch,
): Promise<string | undefined> {
  const result = await answerOf(change(id, to));
  if (!result.ok) return result.message;
  toast.success(`${name} is ${to.enabled ? "enabled" : "disabled"}`, {
    description: afterSwitch(to, pendingDeliveries),
  });
}
