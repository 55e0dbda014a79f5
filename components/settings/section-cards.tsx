import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { NavigationLink } from "#components/console/navigation.ts";
import { Link } from "#components/ui/link.tsx";
import { ABOUT } from "./about.ts";

/** A card that links to each page of a section. `stateOf` adds a line about the page's current state. */
export function SectionCards({
  pages,
  stateOf,
}: {
  pages: readonly NavigationLink[];
  stateOf: (href: string) => ReactNode;
}) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {pages.map(({ label, href, icon: Icon }) => (
        <li key={href}>
          <Link
            href={href}
            className="flex h-full items-start gap-3 rounded-lg border bg-surface px-4 py-3 hover:bg-hover"
          >
            <Icon aria-hidden className="size-5 shrink-0 text-accent-text" />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{label}</span>
              <span className="block text-muted text-sm">{ABOUT[href]}</span>
              <span className="block text-sm">{stateOf(href)}</span>
            </span>
            <ChevronRight aria-hidden className="size-4 shrink-0 self-center text-muted" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
