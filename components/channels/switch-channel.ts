import { answerOf } from "#components/form/answer-of.ts";
import { toast } from "#components/ui/toast.ts";
import type { ChannelActions, Switch } from "./channel-actions.ts";
import { afterSwitch } from "./pending.ts";

type Switched = { id: string; name: string; pendingDeliveries: number };

/** Switches a channel on or off and says so; returns the sentence that says why it could not be done. */
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
