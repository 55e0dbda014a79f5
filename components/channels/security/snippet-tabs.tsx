"use client";

import { useId, useState } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { SNIPPETS } from "./snippets/snippets.ts";

const LANGUAGES = SNIPPETS.map(({ language }) => ({ value: language, label: language }));

/** How to verify a request, in one language at a time; arrows move between them. */
export function SnippetTabs() {
  const [chosen, setChosen] = useState(SNIPPETS[0]?.language ?? "");
  const shown = SNIPPETS.find(({ language }) => language === chosen);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <fieldset>
        <legend className="sr-only">Language</legend>
        <Segmented name={useId()} value={chosen} onChange={setChosen} options={LANGUAGES} />
      </fieldset>
      <div className="flex flex-col gap-4">
        {shown?.snippets.map(({ file, code, note }) => (
          <div key={file} className="flex flex-col gap-1.5">
            <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
              <code className="font-mono">{file}</code>
              {note && <span className="text-muted">{note}</span>}
            </p>
            <CodeBlock code={code} label={file} />
          </div>
        ))}
      </div>
    </div>
  );
}
