import { ExactTime } from "#components/ui/exact-time.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { Part, Section } from "#components/ui/section.tsx";
import { changeLines } from "./change-words.ts";

/** What a row of the audit log says about its change. */
export function WhatChanged({ details }: { details: Record<string, unknown> | null }) {
  const lines = changeLines(details);
  if (lines.length === 0) return null;
  const simple = lines.filter((line) => "text" in line || "at" in line);
  const nested = lines.filter((line) => "json" in line);
  return (
    <Section title="What changed">
      {simple.length > 0 && (
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[11rem_minmax(0,1fr)]">
          {simple.map((line) => (
            <div key={line.label} className="contents">
              <dt className="text-muted">{line.label}</dt>
              <dd className="wrap-anywhere min-w-0 max-sm:mb-1.5">
                {"at" in line ? <ExactTime at={line.at} /> : <OutsideText text={line.text} lines />}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {nested.map(({ label, json }) => (
        <Part key={label} title={label}>
          <JsonView text={json} label={label} />
        </Part>
      ))}
    </Section>
  );
}
