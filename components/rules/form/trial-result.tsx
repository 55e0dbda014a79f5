"use client";

import { useState } from "react";
import type { RuleValues } from "#lib/domain/rule/rule-schema.ts";
import type { RuleTrial, TriedEvent } from "#lib/domain/rule/trial.ts";
import type { TrialActions } from "./section-props.ts";
import { TrialEvents } from "./trial-events.tsx";
import { TrialRequestDialog } from "./trial-request.tsx";

type Props = {
  trial: RuleTrial;
  draft: Partial<RuleValues>;
  ruleId: string;
  showRequest: TrialActions["showRequest"];
};

/** How many events matched, which ones, and who would have got them. */
export function TrialResult({ trial, draft, ruleId, showRequest }: Props) {
  const [chosen, setChosen] = useState<TriedEvent | null>(null);
  const { tested, matched, channels, events } = trial;
  const enabled = channels.filter((channel) => channel.enabled);
  return (
    <div className="flex flex-col gap-4">
      <div role="status" className="flex flex-col gap-1">
        <p className="font-medium">{summaryOf(tested, matched)}</p>
        {tested > 0 && <p className="text-muted">{receiversOf(channels)}</p>}
      </div>
      <TrialEvents
        title="Would have been sent"
        events={events.filter((event) => event.matched)}
        total={matched}
        onChoose={enabled.length > 0 ? setChosen : undefined}
      />
      <TrialEvents
        title="Would not have been sent"
        events={events.filter((event) => !event.matched)}
        total={tested - matched}
      />
      {chosen !== null && (
        <TrialRequestDialog
          event={chosen}
          channels={enabled}
          onClose={() => setChosen(null)}
          find={(channelId) => showRequest({ draft, ruleId, eventId: chosen.eventId, channelId })}
        />
      )}
    </div>
  );
}

function summaryOf(tested: number, matched: number): string {
  if (tested === 0) return "There are no events yet: post an alert, then try again.";
  const events = tested === 1 ? "the only event" : `the last ${tested.toLocaleString("en")} events`;
  return `Matches ${matched.toLocaleString("en")} of ${events}.`;
}

function receiversOf(channels: RuleTrial["channels"]): string {
  const on = channels.filter(({ enabled }) => enabled).map(({ name }) => name);
  const off = channels.filter(({ enabled }) => !enabled).map(({ name }) => name);
  const get = on.length === 0 ? "No enabled channel would get them." : `Would go to ${on.join(", ")}.`;
  return off.length === 0 ? get : `${get} Disabled, so left out: ${off.join(", ")}.`;
}
