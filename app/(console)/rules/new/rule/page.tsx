import type { Metadata } from "next";
import type { SearchParams } from "#components/list/href.ts";
import { CreateRule } from "#components/rules/create-rule.tsx";
import { copyOf } from "#components/rules/form/values.ts";
import { NoNewRules } from "#components/rules/no-new-rules.tsx";
import { STARTING_POINTS } from "#components/rules/starting-points.ts";
import { findRule } from "#db/queries/rules.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { createRule, showTrialRequest, tryRule } from "../../actions.ts";
import { ruleOptions } from "../../options.ts";

export const metadata: Metadata = { title: "New rule" };

export default async function NewRuleFormPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requireSession();
  if (!may(actorOf(session), "manage")) return <NoNewRules />;
  const { start, from } = await searchParams;
  const point = STARTING_POINTS.find(({ id }) => id === start);
  const copied = typeof from === "string" ? await findRule(readDb(), from) : null;
  return (
    <CreateRule
      title="New rule"
      description={copied === null ? (point?.title ?? "Every alert") : `A copy of ${copied.name}`}
      from={copied === null ? (point?.values ?? {}) : copyOf(copied)}
      picksEvents={copied === null && point?.picksEvents === true}
      options={await ruleOptions()}
      create={createRule}
      trial={{ tryRule, showRequest: showTrialRequest }}
    />
  );
}
