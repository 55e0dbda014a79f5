import { Folded } from "#components/ui/folded.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Payload } from "#lib/domain/alert/alert.ts";
import type { AlertEvent } from "#lib/domain/alert/timeline.ts";
import { AlertStatus } from "./alert-status.tsx";
import type { EventGroup } from "./event-groups.ts";
import { EventRouting, RoutingRows } from "./event-routing.tsx";
import { routingInWords } from "./routing-words.ts";

type TimelineEventProps = {
  group: EventGroup;
  /** The event before the group. */
  before: AlertEvent | undefined;
  /** Shows only what became of it until it is opened. */
  folded: boolean;
  now: number;
};

/** An event with its remark and its deliveries, and those like it, folded. */
export function TimelineEvent({ group: { newest, others }, before, folded, now }: TimelineEventProps) {
  const { payload, remark, receivedAt, routing } = newest;
  const hasParts = routing.length > 0 || payload.event_description !== null;
  return (
    <li className="flex flex-col gap-2 py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium">
          <AlertStatus status={payload.status} />
        </h3>
        <span className="wrap-anywhere text-muted">
          <WhatChanged payload={payload} before={before?.payload} />
        </span>
        <span className="ml-auto text-muted text-sm">
          <RelativeTime at={receivedAt} now={now} />
        </span>
      </div>
      {remark && (
        <blockquote className="wrap-anywhere whitespace-pre-wrap rounded-md border-accent border-l-3 bg-sunken px-3 py-2">
          <OutsideText text={remark} lines />
        </blockquote>
      )}
      {folded && hasParts ? (
        <Folded title={routingInWords(routing) || "What it said"}>
          <Parts event={newest} whole />
        </Folded>
      ) : (
        <Parts event={newest} whole={false} />
      )}
      {others.length > 0 && <OthersLikeIt others={others} now={now} />}
    </li>
  );
}

function Parts({ event: { payload, routing }, whole }: { event: AlertEvent; whole: boolean }) {
  return (
    <div className="flex flex-col gap-2">
      {payload.event_description && (
        <p className="wrap-anywhere">
          <OutsideText text={payload.event_description} lines />
        </p>
      )}
      {whole ? <RoutingRows routing={routing} /> : <EventRouting routing={routing} />}
    </div>
  );
}

function OthersLikeIt({ others, now }: { others: readonly AlertEvent[]; now: number }) {
  return (
    <Folded title={`${others.length} more like this`}>
      <ol className="flex flex-col gap-3">
        {others.map(({ eventId, receivedAt, routing }) => (
          <li key={eventId} className="flex flex-col gap-1.5">
            <span className="text-muted text-sm">
              <RelativeTime at={receivedAt} now={now} />
            </span>
            <RoutingRows routing={routing} />
          </li>
        ))}
      </ol>
    </Folded>
  );
}

/**
 * "Was Open, by Ada Lovelace", "First event, from Grafana, disk_full". Shows the di_event only if it has
 * changed.
 */
function WhatChanged({ payload, before }: Pick<AlertEvent, "payload"> & { before: Payload | undefined }) {
  const { previous_alert_status: previous, status, initiated_by, source_name, di_event } = payload;
  const by = initiated_by ?? source_name;
  return (
    <>
      {previous === null ? "First event" : previous === status ? "Another event" : `Was ${previous}`}
      {by && (
        <>
          , {initiated_by === null ? "from" : "by"} <OutsideText text={by} />
        </>
      )}
      {di_event && di_event !== before?.di_event && (
        <>
          , <OutsideText text={di_event} />
        </>
      )}
    </>
  );
}
