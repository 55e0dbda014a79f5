import { readDb } from "#db/read.ts";
import { alertAnswer } from "#lib/web/rest/alert-answer.ts";
import { answer } from "#lib/web/rest/answer.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

type Context = { params: Promise<{ alert_id: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "read", async () => alertAnswer(readDb(), (await params).alert_id));
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");
