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
      {ignored.length > 0 && (
        <AlertNote tone="warning">
          {`Not filtered by ${ignored.join(", ")}: Tocsin knows no such value. Choose one from the filters.`}
        </AlertNote>
      )}
      {lookedBackTo !== null && (
        <AlertNote>
          So few deliveries match that this page ends early: it has looked at those of the time since{" "}
          <RelativeTime at={lookedBackTo} now={now} />. Press Older to look further back.
        </AlertNote>
      )}
    </>
  );
}
