"use client";

import { type ReactNode, useState } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Snippet } from "#lib/domain/source/source.ts";
import { ChooseKey, type KeyOptions } from "./choose-key.tsx";
import type { Heard } from "./heard.ts";
import { Listening } from "./listening.tsx";
import type { MadeKey } from "./make-key.tsx";
import { withKey } from "./placeholder-key.ts";

type Props = {
  /** "Grafana" */
  label: string;
  keyOptions: KeyOptions;
  /** With PLACEHOLDER_KEY in place of the key. */
  snippets: readonly Snippet[];
  /** What to do in the sender. */
  steps: ReactNode;
  /** What to know about it, below its configuration. */
  notes: ReactNode;
  /** What waits for an admin before alerts come in. */
  confirm: ReactNode;
  heard: readonly Heard[];
  /** The server's clock, ms since 1970. */
  now: number;
};

/** Three steps to the first alert of a sender: a key, its configuration, and listening for it. */
export function AddSource({ label, keyOptions, snippets, steps, notes, confirm, heard, now }: Props) {
  const [made, setMade] = useState<MadeKey | null>(null);
  const [chosen, setChosen] = useState("");
  const keyId = made?.id ?? (chosen === "" ? null : chosen);
  return (
    <div className="flex max-w-180 flex-col gap-5">
      <Section title="1. API key">
        <ChooseKey {...keyOptions} made={made} onMade={setMade} chosen={chosen} onChoose={setChosen} />
      </Section>
      <Section title={`2. Configure ${label}`}>
        {steps}
        {(made === null ? snippets : withKey(snippets, made.key)).map((snippet) => (
          <div key={snippet.label} className="flex flex-col gap-1.5">
            <h3 className="font-medium">{snippet.label}</h3>
            <CodeBlock code={snippet.text} label={snippet.label} wrap={snippet.language !== "yaml"} />
          </div>
        ))}
        {notes}
      </Section>
      <Section title="3. First alert">
        {confirm}
        <Listening heard={heard} keyId={keyId} now={now} />
      </Section>
    </div>
  );
}
