import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { AlertFields } from "#components/alerts/alert-fields.tsx";
import { AlertStatus } from "#components/alerts/alert-status.tsx";
import { StatusButtons } from "#components/alerts/status-buttons.tsx";
import { Timeline } from "#components/alerts/timeline.tsx";
import { hrefWith, type SearchParams } from "#components/list/href.ts";
import { PageLinks } from "#components/list/page-links.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { MuteButton } from "#components/mutes/mute-button.tsx";
import { MuteNotes } from "#components/mutes/mute-notes.tsx";
import { shownMute } from "#components/mutes/shown-mute.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { PriorityBadge } from "#components/ui/priority-badge.tsx";
import { Section } from "#components/ui/section.tsx";
import { findAlertHistory } from "#db/queries/alert-history.ts";
import { ownStateLasts } from "#db/queries/own-states.ts";
import { pageOrFirst } from "#db/queries/page.ts";
import { readDb } from "#db/read.ts";
import type { AlertEvent } from "#lib/domain/alert/timeline.ts";
import type { SendingRule } from "#lib/domain/delivery/sending-rule.ts";
import { may } from "#lib/domain/people/actor.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { actorOf, currentSession, lastPathStep, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { mutesOfAlert } from "#lib/web/show/mutes.ts";
import { createMute, endMute } from "../../mutes/actions.ts";
import { changeStatus } from "../actions.ts";

type Props = { searchParams: Promise<SearchParams> };

const EVENTS_PER_PAGE = 25;

const readAlert = cache(async (asked: string | undefined) => {
  const alertId = await lastPathStep();
  return pageOrFirst(asked, (cursor) =>
    findAlertHistory(readDb(), alertId, { cursor, limit: EVENTS_PER_PAGE }),
  );
});

const cursorOf = ({ cursor }: SearchParams): string | undefined =>
  typeof cursor === "string" ? cursor : undefined;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  if ((await currentSession()) === null) return { title: "Alert" };
  const { page: alert } = await readAlert(cursorOf(await searchParams));
  return { title: visibleText(alert?.payload.alert_title ?? "Alert") };
}

export default async function AlertPage({ searchParams }: Props) {
  const session = await requireSession();
  const seen = changesMark();
  const search = await searchParams;
  const { page: alert, first } = await readAlert(cursorOf(search));
  if (alert === null) notFound();
  const { payload, details, events, ...facts } = alert;
  const now = Date.now();
  const mayOperate = may(actorOf(session), "operate");
  const lasts = ownStateLasts(readDb(), payload.alert_id);
  const mutes = await mutesOfAlert(readDb(), { payload, details }, now);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={payload.alert_title}
        status={
          <>
            <AlertStatus status={payload.status} />
            <PriorityBadge priority={payload.priority} />
          </>
        }
        description={
          (payload.description || !mayOperate) && (
            <About description={payload.description} mayOperate={mayOperate} />
          )
        }
        actions={
          <>
            <LiveRefresh
              seen={seen}
              watched={{ alert: [payload.alert_id], delivery: deliveriesOf(events.data), mute: "all" }}
              active={first}
              summary={`${payload.status}.`}
            />
            {mayOperate && (
              <>
                <MuteButton
                  thing={{ alert_id: payload.alert_id }}
                  name={payload.alert_title}
                  create={createMute}
                />
                <StatusButtons
                  alertId={payload.alert_id}
                  title={payload.alert_title}
                  status={payload.status}
                  resolvable={!lasts}
                  change={changeStatus}
                />
              </>
            )}
          </>
        }
      />
      {lasts && (
        <AlertNote>Tocsin opened this alert, and resolves it by itself once its cause has gone.</AlertNote>
      )}
      <MuteNotes mutes={mutes.map(shownMute)} thing="this alert" end={mayOperate ? endMute : undefined} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Timeline
          events={events.data}
          now={now}
          pager={
            <PageLinks
              newestHref={first ? null : hrefWith(search, {})}
              olderHref={events.nextCursor === null ? null : hrefWith(search, { cursor: events.nextCursor })}
            />
          }
        />
        <div className="flex min-w-0 flex-col gap-5">
          <AlertFields payload={payload} {...facts} sentBy={first ? rulesOf(events.data[0]) : []} now={now} />
          {details !== null && (
            <Section title="Details">
              <JsonView text={JSON.stringify(details)} label="details of the alert" />
            </Section>
          )}
        </div>
      </div>
    </div>
  );
}

function About({ description, mayOperate }: { description: string | null; mayOperate: boolean }) {
  return (
    <>
      {description && (
        <p className="wrap-anywhere line-clamp-3 max-w-prose">
          <OutsideText text={description} lines />
        </p>
      )}
      {!mayOperate && <p>You can look at this alert; operators and admins change its status.</p>}
    </>
  );
}

/** The ids of the deliveries that the timeline shows. */
const deliveriesOf = (events: readonly AlertEvent[]): string[] =>
  events.flatMap(({ routing }) => routing.flatMap(({ delivery }) => delivery?.id ?? []));

/** The rules that sent an event, each once. */
function rulesOf(event: AlertEvent | undefined): SendingRule[] {
  const rules = event?.routing.flatMap(({ rule }) => rule ?? []) ?? [];
  return [...new Map(rules.map((rule) => [rule.id, rule])).values()];
}
