import { sourceTypePath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Folded } from "#components/ui/folded.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { SourceDescription } from "#lib/domain/source/source.ts";
import { Notes } from "./notes.tsx";

type Props = { description: Pick<SourceDescription, "steps" | "credentials"> };

/** What to do in the sender. */
export function Steps({ description: { steps, credentials } }: Props) {
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
    </>
  );
}

type GoodToKnowProps = { type: string; description: Pick<SourceDescription, "notes"> };

/** What stays out or is limited, and where the rest is. */
export function GoodToKnow({ type, description: { notes } }: GoodToKnowProps) {
  return (
    <Folded title="Good to know">
      <div className="flex flex-col gap-2">
        <Notes notes={notes} />
        <p>
          <TextLink href={sourceTypePath(type)}>Settings, and how it becomes an alert</TextLink>
        </p>
      </div>
    </Folded>
  );
}
