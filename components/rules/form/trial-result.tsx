"use client";

import { useState } from "react";
import { OutsideText } from "#components/ui/outside-text.tsx";
import type { RuleValues } from "#lib/domain/rule/rule-schema.ts";
import type { RuleTrial, TriedEvent } from "#lib/domain/rule/trial.ts";
import { CoverageNotes } from "./coverage-notes.tsx";
import type { RuleOptions, TrialActions } from "./section-props.ts";
import { TrialEvents } from "./trial-events.tsx";
import { TrialRequestDialog } from "./trial-request.tsx";
import { trialInWords } from "./trial-words.ts";
import { comparedOf, draftOf } from "./values.ts";

type Props = {
  trial: RuleTrial;
  draft: RuleValues;
  ruleId: string;
  options: RuleOptions;
  showRequest: TrialActions["showRequest"];
};

/** Without a channel nothing would have been sent, so the lists don't say so. */
const UNSENT = { matched: "Would have notified", others: "Would not have notified" };
const SENT = { matched: "Would have been sent", others: "Would not have been sent" };

/** How many events matched, which they are, and which channels would have got them. */
export function TrialResult({ trial, draft, ruleId, options, showRequest }: Props) {
  const [chosen, setChosen] = useState<TriedEvent | null>(null);
  const { tested, matched, channels, events } = trial;
  const enabled = channels.filter((channel) => channel.enabled);
  const titles = enabled.length > 0 ? SENT : UNSENT;
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="wrap-anywhere font-medium">
        <OutsideText text={trialInWords(trial, draft.channels === "all")} />
      </p>
      {matched > 0 && <CoverageNotes rule={comparedOf(ruleId, draft)} {...options} />}
      <TrialEvents
        title={titles.matched}
        events={events.filter((event) => event.matched)}
        total={matched}
        onChoose={enabled.length > 0 ? setChosen : undefined}
      />
      <TrialEvents
        title={titles.others}
        events={events.filter((event) => !event.matched)}
        total={tested - matched}
      />
      {chosen !== null && (
        <TrialRequestDialog
          event={chosen}
          channels={enabled}
          onClose={() => setChosen(null)}
          find={(channelId) =>
            showRequest({ draft: draftOf(draft), ruleId, eventId: chosen.eventId, channelId })
          }
        />
      )}
    </div>
  );
}
