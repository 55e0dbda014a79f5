"use client";

import { Tabs } from "@base-ui/react/tabs";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { SNIPPETS } from "./snippets/snippets.ts";

/** How to verify a request, a tab for each language; arrows move between them. */
export function SnippetTabs() {
  return (
    <Tabs.Root defaultValue={SNIPPETS[0]?.language} className="flex min-w-0 flex-col gap-3">
      <Tabs.List aria-label="Language" activateOnFocus className="-mb-px flex gap-5 overflow-x-auto border-b">
        {SNIPPETS.map(({ language }) => (
          <Tabs.Tab key={language} value={language} className={tabStyle}>
            {language}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {SNIPPETS.map(({ language, snippets }) => (
        <Tabs.Panel key={language} value={language} className="flex flex-col gap-4 rounded-sm">
          {snippets.map(({ file, code, note }) => (
            <div key={file} className="flex flex-col gap-1.5">
              <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
                <code className="font-mono">{file}</code>
                {note && <span className="text-muted">{note}</span>}
              </p>
              <CodeBlock code={code} label={file} />
            </div>
          ))}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

const tabStyle = [
  "inline-flex min-h-9 cursor-pointer items-center whitespace-nowrap border-transparent border-b-2 text-muted",
  "hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:min-h-11",
  "aria-selected:border-accent-text aria-selected:font-medium aria-selected:text-ink",
].join(" ");
