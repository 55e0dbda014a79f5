import { listDeliveries } from "#db/queries/deliveries.ts";
import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";
import { Delivery, presentDelivery } from "#lib/web/rest/deliveries.ts";
import type { ExportQuery } from "#lib/web/rest/exports.ts";
import { type Exporter, PAGE_ROWS, type Row, rowsBy } from "./row.ts";

/** As in the list, and what the last attempt came to: a file has no page to look that up. */
const present = (delivery: DeliveryView): Row => ({
  ...presentDelivery(delivery),
  outcome: delivery.lastAttempt?.outcome ?? null,
  status: delivery.lastAttempt?.status ?? null,
  message: delivery.lastAttempt?.message ?? null,
});

export const deliveriesExporter: Exporter<ExportQuery<"deliveries">> = {
  columns: [...Object.keys(Delivery.shape), "outcome", "status", "message"],
  async *reads(db, { format: _, channel_id: channelId, alert_id: alertId, ...filter }) {
    let cursor: string | undefined;
    do {
      const request = { ...filter, channelId, alertId, cursor, limit: PAGE_ROWS };
      const { data, nextCursor } = await listDeliveries(db, request);
      yield rowsBy(present, data);
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
  },
};
