import { alertPath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Link } from "#components/ui/link.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { ACCESS_REQUEST_EVENT_MEANS, ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";

type UnheardNoteProps = {
  /** The number of events of each kind in the last 24 hours that were delivered to nobody. */
  unheard: ReadonlyMap<string, number>;
  /** The alert of the newest such event of each kind. */
  newest: ReadonlyMap<string, { alertId: string; title: string }>;
};

/**
 * Lists the events that nobody was notified of, with a link to the newest. Renders nothing if there are none.
 */
export function UnheardNote({ unheard, newest }: UnheardNoteProps) {
  const events = ACCESS_REQUEST_EVENTS.filter((event) => (unheard.get(event) ?? 0) > 0);
  if (events.length === 0) return null;
  const total = events.reduce((sum, event) => sum + (unheard.get(event) ?? 0), 0);
  return (
    <AlertNote tone="warning" title={titleFor(total)}>
      <ul className="list-disc pl-5">
        {events.map((event) => (
          <li key={event}>
            {ACCESS_REQUEST_EVENT_MEANS[event].name}:{" "}
            <span className="tabular-nums">{unheard.get(event)?.toLocaleString("en")}</span>
            <NewestAlert alert={newest.get(event)} />
          </li>
        ))}
      </ul>
    </AlertNote>
  );
}

function NewestAlert({ alert }: { alert: { alertId: string; title: string } | undefined }) {
  if (alert === undefined) return null;
  return (
    <>
      , the newest in{" "}
      <Link href={alertPath(alert.alertId)} className="underline">
        <OutsideText text={alert.title} />
      </Link>
    </>
  );
}

function titleFor(total: number): string {
  if (total === 1) return "Nobody was notified of 1 Access Request event in the last 24 hours";
  return `Nobody was notified of ${total.toLocaleString("en")} Access Request events in the last 24 hours`;
}
