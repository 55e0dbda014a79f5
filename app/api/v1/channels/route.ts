import { z } from "zod";
import { pageOfChannels } from "#db/queries/channels.ts";
import { readDb } from "#db/read.ts";
import { HEALTHS } from "#lib/domain/channel/health.ts";
import { engine } from "#lib/engine/client.ts";
import { answer, readJson } from "#lib/web/rest/answer.ts";
import { presentChannel } from "#lib/web/rest/channel.ts";
import { booleanFilter, listOf, readQuery } from "#lib/web/rest/list.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

export function GET(request: Request): Promise<Response> {
  return answer(request, "read", async () => {
    const filter = readQuery(request, {
      enabled: booleanFilter("enabled").optional(),
      health: z.enum(HEALTHS, { error: `health is one of ${HEALTHS.join(", ")}.` }).optional(),
      name: z.string().optional(),
    });
    return listOf(await pageOfChannels(readDb(), filter), presentChannel);
  });
}

/** 201 with the channel and, this once, its signing secret. */
export function POST(request: Request): Promise<Response> {
  return answer(request, "manage", async (actor) => {
    const input = await readJson(request);
    const { channel, signingSecret } = await engine().run("channels.create", { actor, input });
    const body = { ...presentChannel(channel), signing_secret: signingSecret };
    return Response.json(body, { status: 201, headers: { location: `/api/v1/channels/${channel.id}` } });
  });
}

export const { DELETE, OPTIONS, PATCH, PUT } = takesOnly("GET", "POST");
