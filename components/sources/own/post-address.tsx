import { KeyHint } from "#components/api-keys/key-hint.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Section } from "#components/ui/section.tsx";

type Props = {
  /** The address to post to. */
  url: string;
  /** Whether a body has come in. */
  heard: boolean;
};

/** Where the sender posts, with a command that tries it. Until a body has come in, the page listens. */
export function PostAddress({ url, heard }: Props) {
  return (
    <Section title="Address">
      <p>
        Let the program post its JSON to this address with <KeyHint mayMakeKeys />.{" "}
        {!heard && "The first body shows up here by itself, and the expressions are made from it."}
      </p>
      <CodeBlock code={url} label="URL" wrap />
      {!heard && (
        <>
          <CodeBlock code={curlTo(url)} label="curl example" wrap />
          <p role="status" className="inline-flex items-center gap-2 font-medium">
            <span aria-hidden className="size-2 animate-pulse rounded-full bg-success-dot" />
            Listening…
          </p>
        </>
      )}
    </Section>
  );
}

const curlTo = (url: string): string =>
  [
    `curl -X POST ${url}`,
    "  -H 'Authorization: Bearer YOUR_API_KEY'",
    "  -H 'Content-Type: application/json'",
    `  -d '{"job":"backup","ok":false,"text":"Disk full"}'`,
  ].join(" \\\n");
