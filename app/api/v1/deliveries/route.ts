import { z } from "zod";
import { listDeliveries } from "#db/queries/deliveries.ts";
import { readDb } from "#db/read.ts";
import { DELIVERY_STATES } from "#lib/domain/delivery/delivery.ts";
import { answer } from "#lib/web/rest/answer.ts";
import { presentDelivery } from "#lib/web/rest/delivery.ts";
import { listOf, readQuery } from "#lib/web/rest/list.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

const state = z.enum(DELIVERY_STATES, { error: `state is one of ${DELIVERY_STATES.join(", ")}.` });

export function GET(request: Request): Promise<Response> {
  return answer(request, "read", async () => {
    const { channel_id, alert_id, ...query } = readQuery(request, {
      channel_id: z.string().optional(),
      alert_id: z.string().optional(),
      state: state.optional(),
    });
    const filter = { ...query, channelId: channel_id, alertId: alert_id };
    return listOf(await listDeliveries(readDb(), filter), presentDelivery);
  });
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");
