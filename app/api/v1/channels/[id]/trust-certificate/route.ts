import { engine } from "#lib/engine/client.ts";
import { answer, readOptionalObject } from "#lib/web/rest/answer.ts";
import { presentChannel } from "#lib/web/rest/channel.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

type Context = { params: Promise<{ id: string }> };

/** Trusts the certificate that the receiver showed last; `sha256` in the body makes sure which. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "manage", async (actor) => {
    const input = { ...(await readOptionalObject(request)), id: (await params).id };
    return Response.json(presentChannel(await engine().run("channels.trust-certificate", { actor, input })));
  });
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = takesOnly("POST");
