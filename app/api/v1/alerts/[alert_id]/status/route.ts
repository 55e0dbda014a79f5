import { readDb } from "#db/read.ts";
import { engine } from "#lib/engine/client.ts";
import { alertAnswer } from "#lib/web/rest/alert-answer.ts";
import { answer, readJson } from "#lib/web/rest/answer.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

type Context = { params: Promise<{ alert_id: string }> };

/** Takes `{"status", "remark"?}`; 200 with the alert as it is now. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "operate", async (actor) => {
    const { alert_id: alertId } = await params;
    const input = { alertId, change: await readJson(request) };
    await engine().run("alerts.set-status", { actor, input });
    return alertAnswer(readDb(), alertId);
  });
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = takesOnly("POST");
