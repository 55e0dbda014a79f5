"use client";

import { useId, useMemo } from "react";
import { Folded } from "#components/ui/folded.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { CaughtBody, CaughtPost } from "#lib/domain/source/own/caught.ts";
import { LAST_BODIES } from "./caught-list.tsx";
import { ALL_FIELDS, labelOf, type Target } from "./field-words.ts";
import { expressionOf, type Path } from "./path-expression.ts";
import { SampleTree } from "./sample-tree.tsx";

/** The body that is shown, and when it came in. */
export type ShownSample = CaughtPost & Pick<CaughtBody, "seq" | "receivedAt">;

type Props = {
  sample: ShownSample;
  now: number;
  /** The field that a press writes into. */
  target: Target;
  onTarget: (target: Target) => void;
  onPick: (path: Path) => void;
  onPickHeader: (expression: string) => void;
};

const TARGETS = (["for_each", ...ALL_FIELDS.map(({ field }) => field)] as const).map((value) => ({
  value,
  label: labelOf(value),
}));

/** The body that is shown: a press on a member makes its expression. */
export function Sample({ sample, now, target, onTarget, onPick, onPickHeader }: Props) {
  const id = useId();
  const { body, shortened, headers, receivedAt } = sample;
  const json = useMemo((): unknown => (body === null ? undefined : JSON.parse(body)), [body]);
  return (
    <Section
      title="Sample"
      note={
        <>
          <RelativeTime at={receivedAt} now={now} /> ·{" "}
          <TextLink href={`#${LAST_BODIES}`}>Last bodies</TextLink>
        </>
      }
    >
      <div className="flex flex-wrap items-center gap-2 noscript:hidden">
        <label htmlFor={id} className="text-muted text-sm">
          A press on a member writes it into
        </label>
        <Select id={id} value={target} onChange={onTarget} options={TARGETS} className="min-w-40" />
      </div>
      {body === null ? (
        <p className="text-muted">This body was not kept: it is no JSON, or too long.</p>
      ) : (
        <section
          aria-label="Members of the body"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-80 overflow-auto rounded-md border bg-sunken p-2"
        >
          <SampleTree value={json} onPick={onPick} />
        </section>
      )}
      {shortened && (
        <p className="text-muted text-sm">Long lists and texts of this body were shortened to keep it.</p>
      )}
      <Headers headers={headers} onPick={onPickHeader} />
    </Section>
  );
}

function Headers({
  headers,
  onPick,
}: {
  headers: CaughtPost["headers"];
  onPick: (expression: string) => void;
}) {
  return (
    <Folded title="Headers">
      <ul className="flex flex-col gap-0.5">
        {Object.entries(headers).map(([name, value]) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => onPick(expressionOf("headers", [name]))}
              className="flex min-h-6 max-w-full items-baseline gap-2 rounded-sm px-1 text-left text-sm hover:bg-hover pointer-coarse:min-h-11"
            >
              <span className="shrink-0 font-medium font-mono text-accent-text">
                <OutsideText text={name} />
              </span>
              <span className="truncate font-mono text-muted">
                <OutsideText text={value} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Folded>
  );
}
