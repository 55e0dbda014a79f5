import { AlertNote } from "#components/ui/alert-note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

/** Above the list: how far this page looked, if it gave up; see `AuditPage`. */
export function LookedBack({ to, now }: { to: number | null; now: number }) {
  if (to === null) return null;
  return (
    <AlertNote>
      Hardly anything matches. This page has looked back as far as <RelativeTime at={to} now={now} />: press
      Older to look further back.
    </AlertNote>
  );
}
