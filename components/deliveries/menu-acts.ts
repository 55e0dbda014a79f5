import { answerOf } from "#components/form/answer-of.ts";
import { copyText } from "#components/ui/copy-text.ts";
import { toast } from "#components/ui/toast.ts";
import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";
import type { DeliveryActions, ReadCurl } from "./delivery-actions.ts";

type Delivery = Pick<DeliveryView, "id" | "channelName">;

/** Sends a delivery that waits, and says so. */
export async function sendNow(
  { id, channelName }: Delivery,
  change: DeliveryActions["change"],
): Promise<void> {
  const result = await answerOf(change(id, "send-now"));
  if (result.ok) toast.success(`It is being sent to ${channelName}`);
  else toast.error("It was not sent now", { description: result.message });
}

/** Copies the request of a delivery as a command, and says so. */
export async function copyCurl({ id }: Delivery, readCurl: ReadCurl): Promise<void> {
  const result = await answerOf(readCurl(id));
  if (!result.ok) toast.error("Nothing was copied", { description: result.message });
  else if (await copyText(result.value)) toast.success("The request is copied as curl");
  else toast.error("The browser did not allow copying: open the delivery and copy it there.");
}
