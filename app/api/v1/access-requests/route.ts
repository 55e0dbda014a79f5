import { findAccessRequests } from "#db/queries/access-requests.ts";
import { readDb } from "#db/read.ts";
import { engine } from "#lib/engine/client.ts";
import { answer, readJson } from "#lib/web/rest/answer.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

export function GET(request: Request): Promise<Response> {
  return answer(request, "read", async () => Response.json(await findAccessRequests(readDb())));
}

export function PUT(request: Request): Promise<Response> {
  return answer(request, "manage", async (actor) => {
    const input = await readJson(request);
    return Response.json(await engine().run("access-requests.set", { actor, input }));
  });
}

export const { DELETE, OPTIONS, PATCH, POST } = takesOnly("GET", "PUT");
