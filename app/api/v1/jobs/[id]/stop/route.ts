import { readDb } from "#db/read.ts";
import { engine } from "#lib/engine/client.ts";
import { answer } from "#lib/web/rest/answer.ts";
import { jobAnswer } from "#lib/web/rest/job-answer.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

type Context = { params: Promise<{ id: string }> };

/** 200 with the job as it is now: stopped, unless it had ended before. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "operate", async (actor) => {
    const { id } = await params;
    await engine().run("jobs.stop", { actor, input: { id } });
    return jobAnswer(readDb(), id);
  });
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = takesOnly("POST");
