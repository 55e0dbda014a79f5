import { answerOf } from "#components/form/answer-of.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

/** Sends a delivery that waits, and says so. */
export async function sendNow(channelName: string, act: () => Promise<ActionResult>): Promise<void> {
  const result = await answerOf(act());
  if (result.ok) toast.success(`It is being sent to ${channelName}`);
  else toast.error("It was not sent now", { description: result.message });
}
