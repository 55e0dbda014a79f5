import { alertPath } from "#components/paths.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

type Props = {
  /** Tocsin's own alerts that no webhook could carry, oldest first. */
  alerts: readonly { alertId: string; title: string }[];
};

/** A line above every page while only the pages can tell what is wrong with Tocsin itself. */
export function UntoldNote({ alerts }: Props) {
  const [first, ...others] = alerts;
  if (first === undefined) return null;
  return (
    <section
      aria-label="Not sent to anybody"
      className="wrap-anywhere border-b bg-danger-soft px-4 py-2 text-ink md:px-6"
    >
      <TextLink href={alertPath(first.alertId)}>
        <OutsideText text={first.title} />
      </TextLink>
      {others.length > 0 && ` and ${others.length} more`}: no webhook is left that could tell you.
    </section>
  );
}
