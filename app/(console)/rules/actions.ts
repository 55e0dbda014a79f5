"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { readDb } from "#db/read.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { draftRuleSchema } from "#lib/domain/rule/rule-schema.ts";
import { toRule } from "#lib/domain/rule/settings.ts";
import type { RuleTrial, TrialRequest } from "#lib/domain/rule/trial.ts";
import { act, lookUp } from "#lib/web/action.ts";
import { trialRequest, tryRule as tryOnEvents } from "#lib/web/show/rule-trial.ts";

/** Creates a rule. */
export async function createRule(values: unknown): Promise<ActionResult> {
  return changed(await act("rules.create", values));
}

/** Changes the given members. Refuses an outdated `version`. */
export async function changeRule(id: unknown, changes: unknown): Promise<ActionResult> {
  return changed(await act("rules.update", { id, changes }));
}

export async function deleteRule(id: unknown): Promise<ActionResult> {
  return changed(await act("rules.delete", { id }));
}

function changed(result: ActionResult<unknown>): ActionResult {
  if (!result.ok) return result;
  refresh();
  return { ok: true, value: undefined };
}

/** The most events that are shown as matched, and as not matched. */
const SHOWN = 50;

/**
 * Tries a draft rule on the last events. Returns the newest events that it matches and the newest that it
 * doesn't.
 */
export async function tryRule(draft: unknown): Promise<ActionResult<RuleTrial>> {
  return lookUp("manage", async () => {
    const trial = await tryOnEvents(readDb(), toRule("draft", parseOrRefuse(draftRuleSchema, draft)));
    const left = { true: SHOWN, false: SHOWN };
    return { ...trial, events: trial.events.filter(({ matched }) => left[`${matched}`]-- > 0) };
  });
}

const requestSchema = z.object({
  draft: draftRuleSchema,
  ruleId: z.string(),
  eventId: z.string(),
  channelId: z.string(),
});

/** The request that a channel would get for an event if the draft were saved. Secrets are masked. */
export async function showTrialRequest(input: unknown): Promise<ActionResult<TrialRequest>> {
  return lookUp("manage", async () => {
    const { draft, ruleId, ...where } = parseOrRefuse(requestSchema, input);
    return trialRequest(readDb(), { rule: toRule(ruleId, draft), ...where });
  });
}
