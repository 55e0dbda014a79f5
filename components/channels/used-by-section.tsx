import { FormSection } from "#components/form/form-section.tsx";
import { ACCESS_REQUESTS } from "#components/paths.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { ACCESS_REQUEST_EVENT_MEANS, type AccessRequestEvent } from "#lib/domain/rule/access-request.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import { named } from "./named.ts";

type UsedBySectionProps = {
  /** The rules that name the channel, or say all. */
  rules: readonly Pick<Rule, "id" | "name" | "enabled" | "channels">[];
  accessRequestEvents: readonly AccessRequestEvent[];
};

/** What sends to a channel. */
export function UsedBySection({ rules, accessRequestEvents }: UsedBySectionProps) {
  const isUnused = rules.length === 0 && accessRequestEvents.length === 0;
  return (
    <FormSection title="Used by">
      {isUnused ? (
        <p className="text-muted">Neither a rule nor Access Requests sends to this webhook.</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {rules.map(({ id, name, enabled, channels }) => (
            <li key={id}>
              Rule{" "}
              <TextLink href={`/rules/${id}`} className="wrap-anywhere">
                <OutsideText text={name} />
              </TextLink>
              <span className="text-muted">
                {channels === "all" && " (sends to all channels)"}
                {!enabled && " (disabled)"}
              </span>
            </li>
          ))}
          {accessRequestEvents.length > 0 && <AccessRequestsUse events={accessRequestEvents} />}
        </ul>
      )}
    </FormSection>
  );
}

function AccessRequestsUse({ events }: { events: readonly AccessRequestEvent[] }) {
  return (
    <li>
      <TextLink href={ACCESS_REQUESTS}>Access Requests</TextLink>
      <span className="text-muted">
        : {named(events.map((event) => ACCESS_REQUEST_EVENT_MEANS[event].name))}
      </span>
    </li>
  );
}
