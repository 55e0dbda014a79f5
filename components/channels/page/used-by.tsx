import { named } from "#components/channels/named.ts";
import { FormSection } from "#components/form/form-section.tsx";
import { ACCESS_REQUESTS, rulePath } from "#components/paths.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { ACCESS_REQUEST_EVENT_MEANS, type AccessRequestEvent } from "#lib/domain/rule/access-request.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";

type SendingRule = Pick<Rule, "id" | "name" | "enabled" | "channels">;

type UsedByProps = {
  /** The rules that name the channel or send to all. */
  rules: readonly SendingRule[];
  accessRequestEvents: readonly AccessRequestEvent[];
};

/** What sends to a channel: rules and Access Requests. */
export function UsedBy({ rules, accessRequestEvents }: UsedByProps) {
  return (
    <div className="flex w-full max-w-180 flex-col gap-5">
      <FormSection title="Rules">
        {rules.length === 0 ? (
          <p className="text-muted">No rule sends to this webhook.</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {rules.map((rule) => (
              <li key={rule.id}>
                <RuleLine rule={rule} />
              </li>
            ))}
          </ul>
        )}
      </FormSection>
      <FormSection title="Access Requests">
        <AccessRequestsLine events={accessRequestEvents} />
      </FormSection>
    </div>
  );
}

function RuleLine({ rule: { id, name, enabled, channels } }: { rule: SendingRule }) {
  return (
    <>
      <TextLink href={rulePath(id)} className="wrap-anywhere">
        <OutsideText text={name} />
      </TextLink>
      <span className="text-muted">
        {channels === "all" && " (sends to all channels)"}
        {!enabled && " (disabled)"}
      </span>
    </>
  );
}

function AccessRequestsLine({ events }: { events: readonly AccessRequestEvent[] }) {
  const settings = <TextLink href={ACCESS_REQUESTS}>Access Requests</TextLink>;
  if (events.length === 0) return <p className="text-muted">{settings} does not notify this webhook.</p>;
  return (
    <p>
      {settings} <span className="text-muted">notifies it of: {eventNames(events)}.</span>
    </p>
  );
}

const eventNames = (events: readonly AccessRequestEvent[]): string =>
  named(events.map((event) => ACCESS_REQUEST_EVENT_MEANS[event].name));
