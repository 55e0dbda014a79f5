import { readDb } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import { answer } from "#lib/web/rest/answer.ts";
import { presentDeliveryDetail } from "#lib/web/rest/delivery.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";
import { deliveryDetail } from "#lib/web/show/delivery.ts";

type Context = { params: Promise<{ id: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "read", async (actor) => {
    const detail = await deliveryDetail(readDb(), (await params).id, actor);
    if (detail === null) throw new AppError("not_found", "There is no such delivery.");
    return Response.json(presentDeliveryDetail(detail));
  });
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");
