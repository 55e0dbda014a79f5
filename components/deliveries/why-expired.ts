import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";
import { MOST_WAITING } from "#lib/domain/delivery/expiry.ts";

type Ended = Pick<DeliveryView, "finishedAt" | "expiresAt">;

/** What made a delivery expire: its time, or that too many waited. */
export const whyExpired = ({ finishedAt, expiresAt }: Ended): string =>
  finishedAt !== null && finishedAt < expiresAt
    ? `This expired: more than ${MOST_WAITING.toLocaleString("en")} deliveries waited for the channel, and it was the oldest.`
    : "This expired: it could not be delivered within 7 days, or its channel's longer retry schedule.";
