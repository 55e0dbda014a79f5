import { readDb } from "#db/read.ts";
import { answer } from "#lib/web/rest/answer.ts";
import { jobAnswer } from "#lib/web/rest/job-answer.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

type Context = { params: Promise<{ id: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "read", async () => jobAnswer(readDb(), (await params).id));
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");
