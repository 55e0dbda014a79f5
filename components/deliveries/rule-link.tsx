import { rulePath } from "#components/paths.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { SendingRule } from "#lib/domain/delivery/sending-rule.ts";

/** The rule that sent something, and its id as receivers get it in `rule_id`. */
export function RuleLink({ rule: { id, name } }: { rule: SendingRule }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {name === null ? (
        <span className="text-muted">A rule that was deleted</span>
      ) : (
        <TextLink alone href={rulePath(id)} prefetch={false}>
          <OutsideText text={name} />
        </TextLink>
      )}
      <span className="flex items-center gap-1">
        <code className="wrap-anywhere font-mono text-muted text-sm">{id}</code>
        <CopyButton text={id} label="Copy rule id" size="icon-sm" className="-my-1" />
      </span>
    </span>
  );
}
