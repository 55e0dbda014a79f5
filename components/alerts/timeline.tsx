import type { ReactNode } from "react";
import { Section } from "#components/ui/section.tsx";
import type { AlertEvent } from "#lib/domain/alert/timeline.ts";
import { groupEvents } from "./event-groups.ts";
import { TimelineEvent } from "./timeline-event.tsx";

type Props = {
  /** Newest first. */
  events: readonly AlertEvent[];
  now: number;
  pager: ReactNode;
};

/** How many groups of events are shown whole; older ones are folded to what became of them. */
const WHOLE = 3;

/** Every event of an alert, with its remark and what became of it. Events that went the same way are folded. */
export function Timeline({ events, now, pager }: Props) {
  const groups = groupEvents(events);
  return (
    <Section title="Timeline">
      {groups.length === 0 ? (
        <p className="text-muted">There are no events on this page.</p>
      ) : (
        <ol reversed aria-label="Events, newest first" className="-my-4 divide-y sm:-my-5">
          {groups.map((group, index) => (
            <TimelineEvent
              key={group.newest.eventId}
              group={group}
              before={groups[index + 1]?.newest}
              folded={index >= WHOLE}
              now={now}
            />
          ))}
        </ol>
      )}
      {pager}
    </Section>
  );
}
