import { findAlertHistory } from "#db/queries/alert-history.ts";
import { readDb } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import { presentAlert } from "#lib/rest/alert.ts";
import { answer } from "#lib/rest/answer.ts";
import { methodNotAllowed } from "#lib/rest/method-not-allowed.ts";

type Context = { params: Promise<{ alert_id: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "read", async () => {
    const alert = await findAlertHistory(readDb(), (await params).alert_id);
    if (alert === null) throw new AppError("not_found", "There is no such alert.");
    return Response.json(presentAlert(alert));
  });
}

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
};
