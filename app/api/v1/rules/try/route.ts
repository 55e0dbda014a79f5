import { readDb } from "#db/read.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { draftRuleSchema, toRule } from "#lib/domain/rule/settings.ts";
import { answer, readJson } from "#lib/web/rest/answer.ts";
import { withoutReadOnly } from "#lib/web/rest/read-only.ts";
import { presentTrial, RULE_READ_ONLY } from "#lib/web/rest/rule.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";
import { tryRule } from "#lib/web/show/rule-trial.ts";

/** 200 with what a draft rule would have done with the last 1,000 events; nothing is stored or sent. */
export function POST(request: Request): Promise<Response> {
  return answer(request, "manage", async () => {
    const draft = withoutReadOnly(await readJson(request), ["id", "version", ...RULE_READ_ONLY]);
    const settings = parseOrRefuse(draftRuleSchema, draft);
    return Response.json(presentTrial(await tryRule(readDb(), toRule("draft", settings))));
  });
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = takesOnly("POST");
