import { findChannel } from "#db/queries/channels.ts";
import { readDb } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import { engine } from "#lib/engine/client.ts";
import { answer, readJson } from "#lib/web/rest/answer.ts";
import { CHANNEL_READ_ONLY, presentChannel } from "#lib/web/rest/channel.ts";
import { changesOf } from "#lib/web/rest/read-only.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

type Context = { params: Promise<{ id: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "read", async () => {
    const channel = await findChannel(readDb(), (await params).id);
    if (channel === null) throw new AppError("not_found", "There is no such channel.");
    return Response.json(presentChannel(channel));
  });
}

export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "manage", async (actor) => {
    const { id } = await params;
    const input = { id, changes: changesOf(await readJson(request), id, CHANNEL_READ_ONLY) };
    return Response.json(presentChannel(await engine().run("channels.update", { actor, input })));
  });
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "manage", async (actor) => {
    await engine().run("channels.delete", { actor, input: { id: (await params).id } });
    return new Response(null, { status: 204 });
  });
}

export const { OPTIONS, POST, PUT } = takesOnly("GET", "PATCH", "DELETE");
