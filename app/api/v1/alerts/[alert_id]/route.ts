import { readDb } from "#db/read.ts";
import { alertAnswer } from "#lib/rest/alert-answer.ts";
import { answer } from "#lib/rest/answer.ts";
import { methodNotAllowed } from "#lib/rest/method-not-allowed.ts";

type Context = { params: Promise<{ alert_id: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "read", async () => alertAnswer(readDb(), (await params).alert_id));
}

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
};
