import type { ReactNode } from "react";
import { HeadersTable } from "#components/deliveries/headers-table.tsx";
import { byteLength, counted, formatDuration } from "#components/deliveries/measures.ts";
import { NoBody } from "#components/deliveries/no-body.tsx";
import { Waterfall } from "#components/deliveries/waterfall.tsx";
import { OUTCOME_WORDS } from "#components/deliveries/words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { Part, Section } from "#components/ui/section.tsx";
import type { ChannelTest } from "#lib/domain/channel/test.ts";

/** Side by side from 900 px on, stacked below. */
export function TwoPanes({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-4 min-[900px]:grid-cols-2 [&>*]:min-w-0">{children}</div>;
}

/** The sent request, secrets masked. */
export function RequestPane({ request }: Pick<ChannelTest, "request">) {
  const { method, url, headers, body } = request;
  return (
    <Section title="Request">
      <p className="flex min-h-6 items-baseline gap-2.5">
        <Badge tone="accent">{method}</Badge>
        <code className="wrap-anywhere min-w-0 flex-1 font-mono text-sm">{url}</code>
      </p>
      <Part title="Headers">
        <HeadersTable headers={headers} label="Request headers" />
      </Part>
      {body === "" ? (
        <NoBody />
      ) : (
        <Part title="Body" note={counted(byteLength(body), "byte")}>
          <JsonView text={body} label="request body" />
        </Part>
      )}
    </Section>
  );
}

type ResponsePaneProps = Pick<ChannelTest, "response" | "failure" | "timing">;

/** The answer, or a note that there was none. */
export function ResponsePane({ response, failure, timing }: ResponsePaneProps) {
  if (response === null) return <NoResponse failure={failure} timing={timing} />;
  const { status, durationMs, headers, body, truncated } = response;
  return (
    <Section title="Response">
      <p className="flex min-h-6 items-baseline gap-2.5">
        <Badge tone={failure === null ? "success" : "danger"}>{status}</Badge>
        <span className="text-muted text-sm tabular-nums">{formatDuration(durationMs)}</span>
      </p>
      <TimingPart failure={failure} timing={timing} />
      {Object.keys(headers).length > 0 && (
        <Part title="Headers">
          <HeadersTable headers={headers} label="Response headers" />
        </Part>
      )}
      <Part title="Body" note={truncated ? CUT : body !== "" && counted(byteLength(body), "byte")}>
        {body === "" ? (
          <p className="text-muted">
            {truncated ? "The response was cut and is not kept." : "The response has no body."}
          </p>
        ) : (
          <JsonView text={body} label="response body" />
        )}
      </Part>
    </Section>
  );
}

const CUT = "Cut: more was coming, and at most 64 KiB is read.";

function NoResponse({ failure, timing }: Pick<ChannelTest, "failure" | "timing">) {
  return (
    <Section title="Response">
      <p className="flex min-h-6 items-baseline gap-2.5 text-muted">
        {failure && <Badge tone="danger">{OUTCOME_WORDS[failure.code]}</Badge>}
        No response came.
      </p>
      <TimingPart failure={failure} timing={timing} />
    </Section>
  );
}

function TimingPart({ failure, timing }: Pick<ChannelTest, "failure" | "timing">) {
  return (
    timing && (
      <Part title="Timing">
        <Waterfall timing={timing} outcome={failure?.code ?? "delivered"} />
      </Part>
    )
  );
}
