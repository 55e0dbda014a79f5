import { Section } from "#components/ui/section.tsx";
import type { SourceDescription } from "#lib/domain/source/source.ts";
import { Notes } from "./notes.tsx";

type Props = { description: Pick<SourceDescription, "mapping" | "notes" | "verifiedBy"> };

/** How a sender's fields become an alert's, and what stays out. Renders nothing if there is nothing to say. */
export function Mapping({ description: { mapping, notes, verifiedBy } }: Props) {
  if (mapping.length === 0 && notes.length === 0) return null;
  return (
    <Section title="How it becomes an alert">
      {mapping.length > 0 && (
        <dl className="divide-y">
          {mapping.map(({ field, from }) => (
            <div key={field} className="grid gap-x-6 gap-y-0.5 py-2 sm:grid-cols-[11rem_minmax(0,1fr)]">
              <dt className="font-mono text-sm">{field}</dt>
              <dd className="wrap-anywhere min-w-0 text-muted">{from}</dd>
            </div>
          ))}
        </dl>
      )}
      <Notes notes={notes} />
      {verifiedBy !== null && (
        <p className="text-muted text-sm">
          The sender describes its format here:{" "}
          <a
            href={verifiedBy.href}
            target="_blank"
            rel="noreferrer"
            className="rounded-sm text-accent-text underline underline-offset-3"
          >
            {verifiedBy.page}
          </a>
        </p>
      )}
    </Section>
  );
}
