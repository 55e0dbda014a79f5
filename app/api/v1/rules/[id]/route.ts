import { findRule } from "#db/queries/rules.ts";
import { readDb } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import { engine } from "#lib/engine/client.ts";
import { answer, readJson } from "#lib/web/rest/answer.ts";
import { changesOf } from "#lib/web/rest/read-only.ts";
import { presentRule, RULE_READ_ONLY } from "#lib/web/rest/rule.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

type Context = { params: Promise<{ id: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "read", async () => {
    const rule = await findRule(readDb(), (await params).id);
    if (rule === null) throw new AppError("not_found", "There is no such rule.");
    return Response.json(presentRule(rule));
  });
}

export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "manage", async (actor) => {
    const { id } = await params;
    const input = { id, changes: changesOf(await readJson(request), id, RULE_READ_ONLY) };
    return Response.json(presentRule(await engine().run("rules.update", { actor, input })));
  });
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return answer(request, "manage", async (actor) => {
    await engine().run("rules.delete", { actor, input: { id: (await params).id } });
    return new Response(null, { status: 204 });
  });
}

export const { OPTIONS, POST, PUT } = takesOnly("GET", "PATCH", "DELETE");
