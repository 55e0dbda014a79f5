import { rulePath } from "#components/paths.ts";
import { TextLink } from "#components/ui/text-link.tsx";

/** Says that only the pages tell what is wrong with Tocsin itself. An upgrade leaves that rule off. */
export function OwnRuleOff({ id }: { id: string }) {
  return (
    <p className="text-muted">
      No webhook is told when another one fails: the rule{" "}
      <TextLink href={rulePath(id)}>Tocsin itself</TextLink> is off.
    </p>
  );
}
