import { CodeBlock } from "#components/ui/code-block.tsx";
import type { Snippet } from "./snippets/snippets.ts";

/** The files of one language, each with its name. */
export function SnippetFiles({ snippets }: { snippets: readonly Snippet[] }) {
  return snippets.map(({ file, code, note }) => (
    <div key={file} className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <code className="font-mono">{file}</code>
        {note && <span className="text-muted">{note}</span>}
      </p>
      <CodeBlock code={code} label={file} />
    </div>
  ));
}
