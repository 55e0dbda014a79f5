import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { Part, Section } from "#components/ui/section.tsx";
import type { AttemptView, DeliveryDetail } from "#lib/domain/delivery/delivery.ts";
import { asCurl } from "./curl.ts";
import { HeadersTable } from "./headers-table.tsx";
import { byteLength, counted } from "./measures.ts";
import { NoBody } from "./no-body.tsx";

type SentRequestProps = Pick<DeliveryDetail, "request" | "attempts">;

/**
 * The newest attempt's request, or the next one before the first attempt: method, URL, headers and the exact
 * body.
 */
export function SentRequest({ request, attempts }: SentRequestProps) {
  const newest = attempts.at(-1);
  const hasBody = request.body !== "";
  return (
    <Section title="Request" note={whenSent(newest, hasBody)}>
      <div className="flex items-start gap-2.5">
        <Badge tone="accent" className="mt-0.5">
          {request.method}
        </Badge>
        <code className="wrap-anywhere min-w-0 flex-1 py-0.5 font-mono text-sm">
          <OutsideText text={request.url} />
        </code>
        {hasBody && (
          <CopyButton text={asCurl(request)} label="Copy as curl" variant="secondary">
            Copy as curl
          </CopyButton>
        )}
      </div>
      <Part
        title="Headers"
        note={newest === undefined && "Each attempt adds webhook-timestamp and webhook-signature."}
      >
        <HeadersTable headers={request.headers} label="Request headers" />
      </Part>
      {hasBody ? (
        <Part title="Body" note={`${counted(byteLength(request.body), "byte")}; Copy gives exactly these.`}>
          <JsonView text={request.body} label="request body" />
        </Part>
      ) : (
        <NoBody />
      )}
    </Section>
  );
}

function whenSent(newest: AttemptView | undefined, hasBody: boolean): string {
  if (newest === undefined) return "Not sent yet";
  return hasBody ? `As sent in attempt ${newest.number}` : `Nothing was sent in attempt ${newest.number}`;
}
