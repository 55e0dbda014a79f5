import { auditListPath } from "#components/paths.ts";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { actorInWords } from "#lib/domain/people/audit-words.ts";
import type { StoredChange } from "./listed-change.ts";

type Props = {
  change: StoredChange;
  /** The page of the thing; null if it has none, or is gone. */
  thingHref: string | null;
  now: number;
};

/** Who did it, when, from where, and to which thing. */
export function ChangeFacts({ change, thingHref, now }: Props) {
  const { at, actorId, address, action } = change;
  return (
    <KeyValues>
      <KeyValue label="When">
        <RelativeTime at={at} now={now} /> (<ExactTime at={at} />)
      </KeyValue>
      <KeyValue label="Who">
        <span className="flex flex-wrap gap-x-4">
          <OutsideText text={actorInWords(change.actorKind, change.actorName)} />
          {actorId !== null && (
            <TextLink alone href={auditListPath({ actor_id: actorId })}>
              All that they did
            </TextLink>
          )}
        </span>
      </KeyValue>
      <KeyValue label="From">
        {address === null ? "No network address" : <OutsideText text={address} />}
      </KeyValue>
      {change.targetName !== null && (
        <KeyValue label="Thing">
          <Thing change={change} href={thingHref} />
        </KeyValue>
      )}
      <KeyValue label="Action">
        <code className="font-mono text-sm">
          <OutsideText text={action} />
        </code>
      </KeyValue>
    </KeyValues>
  );
}

function Thing({ change: { targetId, targetName }, href }: { change: StoredChange; href: string | null }) {
  const name = <OutsideText text={targetName ?? ""} />;
  return (
    <span className="flex flex-wrap gap-x-4">
      {href === null ? (
        name
      ) : (
        <TextLink alone href={href} prefetch={false}>
          {name}
        </TextLink>
      )}
      {targetId !== null && targetId !== "" && (
        <TextLink alone href={auditListPath({ target_id: targetId })}>
          All that happened to it
        </TextLink>
      )}
    </span>
  );
}
