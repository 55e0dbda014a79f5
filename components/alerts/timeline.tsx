import type { ReactNode } from "react";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Payload } from "#lib/domain/alert/alert.ts";
import type { AlertEvent } from "#lib/domain/alert/timeline.ts";
import { AlertStatus } from "./alert-status.tsx";
import { EventRouting } from "./event-routing.tsx";

type Props = {
  /** Newest first. */
  events: readonly AlertEvent[];
  now: number;
  pager: ReactNode;
};

/** Every event of an alert, with its remark and its delivery to each channel. */
export function Timeline({ events, now, pager }: Props) {
  return (
    <Section title="Timeline">
      {events.length === 0 ? (
        <p className="text-muted">There are no events on this page.</p>
      ) : (
        <ol reversed aria-label="Events, newest first" className="-my-4 divide-y sm:-my-5">
          {events.map((event, index) => (
            <Event key={event.eventId} event={event} before={events[index + 1]} now={now} />
          ))}
        </ol>
      )}
      {pager}
    </Section>
  );
}

type EventProps = { event: AlertEvent; before: AlertEvent | undefined; now: number };

function Event({ event: { payload, remark, receivedAt, routing }, before, now }: EventProps) {
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
      {payload.event_description && (
        <p className="wrap-anywhere">
          <OutsideText text={payload.event_description} lines />
        </p>
      )}
      <EventRouting routing={routing} />
    </li>
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
