import { CodeWords } from "#components/ui/code-words.tsx";
import type { FormatType } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";

/** How to get the URL at the receiver, with its own page about it. */
export function UrlSteps({ type }: { type: FormatType }) {
  const { urlSteps, urlHelp } = formatDescriptions[type];
  return (
    <>
      <ol className="flex list-decimal flex-col gap-1 pl-5 text-sm">
        {urlSteps.map((step) => (
          <li key={step}>
            <CodeWords text={step} />
          </li>
        ))}
      </ol>
      {urlHelp !== null && (
        <a
          href={urlHelp.href}
          target="_blank"
          rel="noreferrer"
          className="mt-2 inline-flex min-h-6 items-center rounded-sm text-accent-text text-sm underline underline-offset-3 pointer-coarse:min-h-11"
        >
          {urlHelp.label}
        </a>
      )}
    </>
  );
}
