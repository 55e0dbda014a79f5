import { engine } from "#lib/engine/client.ts";
import { answer } from "#lib/web/rest/answer.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

type Context = { params: Promise<{ id: string }> };

/** 202: it waits in the queue again, behind what waits for the same alert. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "operate", async (actor) => {
    const redelivery = await engine().run("deliveries.redeliver", {
      actor,
      input: { id: (await params).id },
    });
    return Response.json(redelivery, { status: 202 });
  });
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = takesOnly("POST");
