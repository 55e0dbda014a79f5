import { AlertNote } from "#components/ui/alert-note.tsx";
import { ACCESS_REQUEST_EVENT_MEANS, ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";

/** How many events came in during the last 24 hours without a delivery to anybody; nothing where none did. */
export function UnheardNote({ unheard }: { unheard: ReadonlyMap<string, number> }) {
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
          </li>
        ))}
      </ul>
    </AlertNote>
  );
}

function titleFor(total: number): string {
  if (total === 1) return "Nobody was notified of 1 Access Request event in the last 24 hours";
  return `Nobody was notified of ${total.toLocaleString("en")} Access Request events in the last 24 hours`;
}
