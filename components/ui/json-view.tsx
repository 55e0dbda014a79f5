"use client";

import { visibleLines } from "#lib/domain/visible-text.ts";
import { CodeBlock } from "./code-block.tsx";
import { type JsonToken, tokenizeJson } from "./json-tokens.ts";

const COLORS: Record<JsonToken["kind"], string | undefined> = {
  key: "text-code-key",
  string: "text-code-string",
  number: "text-code-number",
  literal: "text-code-literal",
  plain: undefined,
};
const MAX_COLOURED = 4_000;

/**
 * A body as it was sent or received: JSON laid out and coloured, anything else as plain text. Copies the
 * original.
 */
export function JsonView({ text, label }: { text: string; label: string }) {
  const tokens = tokenizeJson(text);
  if (!tokens) return <CodeBlock code={text} label={label} wrap />;
  const rest = tokens.slice(MAX_COLOURED).map((token) => token.text);
  return (
    <CodeBlock code={text} label={label} wrap>
      {tokens.slice(0, MAX_COLOURED).map(({ kind, text: shown }, index) =>
        kind === "plain" ? (
          visibleLines(shown)
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of a text never move
          <span key={index} className={COLORS[kind]}>
            {visibleLines(shown)}
          </span>
        ),
      )}
      {visibleLines(rest.join(""))}
    </CodeBlock>
  );
}
