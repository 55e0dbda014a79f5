import type { ReactNode } from "react";
import { RuleLink } from "#components/deliveries/rule-link.tsx";
import { alertDeliveriesPath } from "#components/paths.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { PriorityBadge } from "#components/ui/priority-badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Payload } from "#lib/domain/alert/alert.ts";
import type { SendingRule } from "#lib/domain/delivery/sending-rule.ts";
import { AlertStatus } from "./alert-status.tsx";

type Props = {
  payload: Payload;
  occurrences: number;
  /** Ms since 1970, like the other times. */
  firstAt: number;
  updatedAt: number;
  /** When a rule will resolve it if no event comes before. */
  autoResolveAt: number | null;
  /** When its sender last said it, if that is later than its last event. */
  seenAt: number | null;
  /** When it ends unless its sender says it again. */
  endsAt: number | null;
  /** The rules that sent its last event. */
  sentBy: readonly SendingRule[];
  /** The id of the HTTP request that made the last event, if one did. */
  requestId: string | null;
  now: number;
};

/** Everything known about an alert, as of its last event. */
export function AlertFields(props: Props) {
  const { payload, occurrences, sentBy, requestId } = props;
  return (
    <Section title="Fields">
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-1">
        <Item label="Status">
          <AlertStatus status={payload.status} />
        </Item>
        <Item label="Previous status">{payload.previous_alert_status}</Item>
        <Item label="Priority">
          <PriorityBadge priority={payload.priority} />
        </Item>
        <Item label="Occurrences">{occurrences.toLocaleString("en")}</Item>
        <Item label="Category">{payload.category}</Item>
        <Item label="Source">{payload.source_name}</Item>
        <Item label="Source type">{payload.source_type}</Item>
        <Item label="Source id">{payload.source_id}</Item>
        <Item label="Source URL">{payload.source_url && <SourceUrl url={payload.source_url} />}</Item>
        <Item label="Description">{payload.description && <LongText text={payload.description} />}</Item>
        <Item label="Event">{payload.di_event && <Code>{payload.di_event}</Code>}</Item>
        <Item label="Event description">
          {payload.event_description && <LongText text={payload.event_description} />}
        </Item>
        <Item label="Initiated by">{payload.initiated_by}</Item>
        <Item label="Rule id of the source">{payload.rule_id && <Code>{payload.rule_id}</Code>}</Item>
        {sentBy.length > 0 && (
          <Item label="Last event sent by">
            {sentBy.map((rule) => (
              <RuleLink key={rule.id} rule={rule} />
            ))}
          </Item>
        )}
        <Item label="Deliveries">
          <TextLink alone href={alertDeliveriesPath(payload.alert_id)} prefetch={false}>
            All deliveries of this alert
          </TextLink>
        </Item>
        <Times {...props} />
        <Item label="Alert id">
          <CopiedId id={payload.alert_id} label="Copy alert id" />
        </Item>
        {requestId !== null && (
          <Item label="Request id of the last event">
            <CopiedId id={requestId} label="Copy request id" />
          </Item>
        )}
      </dl>
    </Section>
  );
}

function Times({ payload, firstAt, updatedAt, seenAt, autoResolveAt, endsAt, now }: Props) {
  return (
    <>
      <Item label="Occurred">
        <RelativeTime at={payload.occurred_at} now={now} />
      </Item>
      <Item label="Updated, as the source says">
        <RelativeTime at={payload.update_at} now={now} />
      </Item>
      <Item label="First seen">
        <RelativeTime at={firstAt} now={now} />
      </Item>
      <Item label="Last update">
        <RelativeTime at={updatedAt} now={now} />
      </Item>
      {seenAt !== null && (
        <Item label="Last seen, unchanged">
          <RelativeTime at={seenAt} now={now} />
        </Item>
      )}
      {autoResolveAt !== null && (
        <Item label="Resolved by itself">
          <RelativeTime at={autoResolveAt} now={now} />
        </Item>
      )}
      {endsAt !== null && (
        <Item label="Resolved unless sent again">
          <RelativeTime at={endsAt} now={now} />
        </Item>
      )}
    </>
  );
}

function Item({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="wrap-anywhere">{shown(children)}</dd>
    </div>
  );
}

function shown(children: ReactNode): ReactNode {
  if (typeof children === "string" && children !== "") return <OutsideText text={children} />;
  return children || <span className="text-muted">None</span>;
}

const Code = ({ children }: { children: string }) => (
  <code className="wrap-anywhere font-mono text-sm">
    <OutsideText text={children} />
  </code>
);

const CopiedId = ({ id, label }: { id: string; label: string }) => (
  <span className="flex items-center gap-1">
    <Code>{id}</Code>
    <CopyButton text={id} label={label} size="icon-sm" className="-my-1" />
  </span>
);

const LongText = ({ text }: { text: string }) => <OutsideText text={text} lines className="block" />;

/** A source may send any text here, so only a web address becomes a link. */
function SourceUrl({ url }: { url: string }) {
  const protocol = URL.parse(url)?.protocol;
  if (protocol !== "https:" && protocol !== "http:") return <OutsideText text={url} />;
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className="rounded-sm text-accent-text underline underline-offset-3"
    >
      <OutsideText text={url} />
    </a>
  );
}
