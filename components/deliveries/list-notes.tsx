import { IgnoredFilters } from "#components/list/ignored-filters.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

type Props = {
  /** See `choiceOf`. */
  ignored: readonly string[];
  /** See `DeliveriesPage`. */
  lookedBackTo: number | null;
  now: number;
};

/** Above a list of deliveries: filters that it does not know, and how far this page looked. */
export function ListNotes({ ignored, lookedBackTo, now }: Props) {
  return (
    <>
      <IgnoredFilters ignored={ignored} />
      {lookedBackTo !== null && (
        <AlertNote>
          Hardly any deliveries match. This page has looked back as far as{" "}
          <RelativeTime at={lookedBackTo} now={now} />: press Older to look further back.
        </AlertNote>
      )}
    </>
  );
}
