import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { shownMute } from "#components/mutes/shown-mute.ts";
import { EditRule } from "#components/rules/edit-rule.tsx";
import { ViewRule } from "#components/rules/view-rule.tsx";
import { liveMutesOf } from "#db/queries/mutes.ts";
import { findRule } from "#db/queries/rules.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { createMute, endMute } from "../../mutes/actions.ts";
import { changeRule, showTrialRequest, tryRule } from "../actions.ts";
import { ruleOptions } from "../options.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireSession();
  return { title: visibleText((await ruleOf((await params).id)).name) };
}

export default async function RulePage({ params }: Props) {
  const session = await requireSession();
  const rule = await ruleOf((await params).id);
  const options = await ruleOptions(rule.id);
  const actor = actorOf(session);
  const mutes = {
    live: liveMutesOf(readDb(), "rule", rule.id, Date.now()).map(shownMute),
    actions: may(actor, "operate") ? { create: createMute, end: endMute } : undefined,
  };
  if (!may(actor, "manage")) return <ViewRule rule={rule} options={options} mutes={mutes} />;
  return (
    <EditRule
      rule={rule}
      options={options}
      mutes={mutes}
      change={changeRule}
      trial={{ tryRule, showRequest: showTrialRequest }}
    />
  );
}

/** Answers 404 if the rule does not exist. */
const ruleOf = cache(async (id: string): Promise<RuleView> => {
  const found = await findRule(readDb(), id);
  if (found === null) notFound();
  return found;
});
