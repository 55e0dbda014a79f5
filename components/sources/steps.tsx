import { AlertNote } from "#components/ui/alert-note.tsx";
import { Folded } from "#components/ui/folded.tsx";
import type { SourceDescription } from "#lib/domain/source/source.ts";

type Props = { description: Pick<SourceDescription, "steps" | "credentials" | "notes"> };

/** What to do in the sender, and what to know about it. */
export function Steps({ description: { steps, credentials, notes } }: Props) {
  return (
    <>
      <ol className="flex list-decimal flex-col gap-1.5 pl-5">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {credentials === "query" && (
        <AlertNote tone="warning" title="The key stands in the address">
          Programs on the way, such as proxies, may write the address into their logs, and the key with it.
          Tocsin takes only a key there that can do nothing but post alerts.
        </AlertNote>
      )}
      {notes.length > 0 && (
        <Folded title="Good to know">
          <Notes notes={notes} />
        </Folded>
      )}
    </>
  );
}

/** What stays out or is limited. Renders nothing if there is nothing to say. */
export function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5 text-muted">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
