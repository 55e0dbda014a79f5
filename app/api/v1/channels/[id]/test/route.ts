import { engine } from "#lib/engine/client.ts";
import { answer, readOptionalObject } from "#lib/web/rest/answer.ts";
import { CHANNEL_READ_ONLY, presentTest } from "#lib/web/rest/channel.ts";
import { changesOf } from "#lib/web/rest/read-only.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

type Context = { params: Promise<{ id: string }> };

/** Really sends a simulated alert: 200 with what was sent and what came back, or why nothing did. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "operate", async (actor) => {
    const { id } = await params;
    const { channel, ...given } = await readOptionalObject(request);
    const changes = channel === undefined ? {} : { channel: changesOf(channel, id, CHANNEL_READ_ONLY) };
    const input = { ...given, ...changes, id };
    return Response.json(presentTest(await engine().run("channels.test", { actor, input })));
  });
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = takesOnly("POST");
