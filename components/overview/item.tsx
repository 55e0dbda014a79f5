import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { Status, type StatusTone } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

type ItemProps = {
  tone: StatusTone;
  /** One word: "Failing". */
  state: string;
  name: string;
  href: string;
  /** Beside the name: since when, a badge. */
  aside?: ReactNode;
  /** What happened, and what to do. */
  children: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
};

/** One thing that needs somebody: what it is, since when, why, and where to go. */
export function Item({ tone, state, name, href, aside, children, actions }: ItemProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[6rem_minmax(0,1fr)_auto] sm:px-5">
      <div className="flex h-6 items-center max-sm:h-8">
        <Status tone={tone}>{state}</Status>
      </div>
      <div className="flex min-w-0 flex-col gap-1 max-sm:col-span-2 max-sm:row-start-2">
        <div className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1">
          <TextLink plain href={href} className="wrap-anywhere font-semibold">
            <OutsideText text={name} />
          </TextLink>
          {aside}
        </div>
        <div className="wrap-anywhere max-w-prose text-muted">{children}</div>
      </div>
      {actions && <div className="flex items-start">{actions}</div>}
    </li>
  );
}

/** A link on the line below an item's sentences. */
export function ItemLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-6 items-center rounded-sm text-accent-text underline underline-offset-3 pointer-coarse:min-h-11"
    >
      {children}
    </Link>
  );
}
