import { alertPath } from "#components/paths.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

type Props = {
  /** Tocsin's own alerts that no webhook could carry, oldest first. */
  untold: readonly { alertId: string; title: string }[];
};

/** The lines above every page. */
export function Notices({ untold }: Props) {
  return (
    <>
      <UntoldNotice alerts={untold} />
      <noscript>
        <p className="border-b bg-sunken px-4 py-2 md:px-6">
          Without JavaScript you can read everything here; changing something needs it.
        </p>
      </noscript>
    </>
  );
}

/** Shown while only the pages can tell what is wrong with Tocsin itself. */
function UntoldNotice({ alerts: [first, ...others] }: { alerts: Props["untold"] }) {
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
