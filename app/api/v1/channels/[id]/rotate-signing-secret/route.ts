import { engine } from "#lib/engine/client.ts";
import { answer } from "#lib/web/rest/answer.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

type Context = { params: Promise<{ id: string }> };

/** 200 with the new signing secret, this once; the one before it signs too for 24 h. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "manage", async (actor) => {
    const input = { id: (await params).id };
    const rotated = await engine().run("channels.rotate-signing-secret", { actor, input });
    return Response.json({
      signing_secret: rotated.signingSecret,
      previous_valid_until: new Date(rotated.previousUntil).toISOString(),
    });
  });
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = takesOnly("POST");
