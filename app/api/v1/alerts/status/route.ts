import { readDb } from "#db/read.ts";
import { engine } from "#lib/engine/client.ts";
import { alertAnswer } from "#lib/web/rest/alert-answer.ts";
import { answer, readJson } from "#lib/web/rest/answer.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

/** Takes `{"filter" or "alert_ids", "as_of", "status", "remark"?}`; 202 with the job that changes them. */
export function POST(request: Request): Promise<Response> {
  return answer(request, "operate", async (actor) => {
    const input = await readJson(request);
    const { jobId, matched, newer } = await engine().run("alerts.set-status-by-job", { actor, input });
    return Response.json({ job_id: jobId, matched, newer }, { status: 202 });
  });
}

/** An alert's id may be "status", and this is its address too. */
export function GET(request: Request): Promise<Response> {
  return answer(request, "read", () => alertAnswer(readDb(), "status"));
}

export const { DELETE, OPTIONS, PATCH, PUT } = takesOnly("GET", "POST");
