"use client";

import { type KeyboardEvent, useId, useRef, useState } from "react";
import { SnippetFiles } from "./snippet-files.tsx";
import { SNIPPETS } from "./snippets/snippets.ts";

/** How to verify a request, with a tab for each language. Arrows, Home and End move between the tabs. */
export function SnippetTabs() {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  function walk(event: KeyboardEvent) {
    const next = tabAfter(event.key, chosen);
    if (next === null) return;
    event.preventDefault();
    setChosen(next);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  }
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div
        ref={list}
        role="tablist"
        aria-label="Language"
        onKeyDown={walk}
        className="-mb-px flex gap-5 overflow-x-auto border-b"
      >
        {SNIPPETS.map(({ language }, index) => (
          <button
            key={language}
            id={`${id}-tab-${index}`}
            type="button"
            role="tab"
            aria-selected={index === chosen}
            aria-controls={`${id}-panel-${index}`}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => setChosen(index)}
            className={tabStyle}
          >
            {language}
          </button>
        ))}
      </div>
      {SNIPPETS.map(({ language, snippets }, index) => (
        <div
          key={language}
          id={`${id}-panel-${index}`}
          role="tabpanel"
          aria-labelledby={`${id}-tab-${index}`}
          hidden={index !== chosen}
          className="flex flex-col gap-4 [&[hidden]]:hidden"
        >
          <SnippetFiles snippets={snippets} />
        </div>
      ))}
    </div>
  );
}

/** The index of the tab that a key moves to, wrapping around at both ends; null for any other key. */
function tabAfter(key: string, index: number): number | null {
  const last = SNIPPETS.length - 1;
  if (key === "ArrowRight") return index === last ? 0 : index + 1;
  if (key === "ArrowLeft") return index === 0 ? last : index - 1;
  if (key === "Home") return 0;
  return key === "End" ? last : null;
}

const tabStyle = [
  "inline-flex min-h-9 cursor-pointer items-center whitespace-nowrap border-transparent border-b-2 text-muted",
  "hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:min-h-11",
  "aria-selected:border-accent-text aria-selected:font-medium aria-selected:text-ink",
].join(" ");
