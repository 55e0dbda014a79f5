import { z } from "zod";
import { pageOfRules } from "#db/queries/rules.ts";
import { readDb } from "#db/read.ts";
import { engine } from "#lib/engine/client.ts";
import { answer, readJson } from "#lib/web/rest/answer.ts";
import { booleanFilter, listOf, readQuery } from "#lib/web/rest/list.ts";
import { presentRule } from "#lib/web/rest/rule.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

export function GET(request: Request): Promise<Response> {
  return answer(request, "read", async () => {
    const filter = readQuery(request, {
      enabled: booleanFilter("enabled").optional(),
      name: z.string().optional(),
    });
    return listOf(await pageOfRules(readDb(), filter), presentRule);
  });
}

/** 201 with the rule. */
export function POST(request: Request): Promise<Response> {
  return answer(request, "manage", async (actor) => {
    const rule = await engine().run("rules.create", { actor, input: await readJson(request) });
    const headers = { location: `/api/v1/rules/${rule.id}` };
    return Response.json(presentRule(rule), { status: 201, headers });
  });
}

export const { DELETE, OPTIONS, PATCH, PUT } = takesOnly("GET", "POST");
