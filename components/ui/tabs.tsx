"use client";

import { usePathname } from "next/navigation";
import { cn } from "./cn.ts";
import { Link } from "./link.tsx";

export type Tab = {
  label: string;
  href: string;
  /** Current only at exactly this address, because the other tabs' addresses begin with it. */
  exact?: boolean;
};

/**
 * Tabs that are links, each with its own address (with or without a query). The current tab is the one whose
 * address the path begins with.
 */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="-mb-px flex gap-5 overflow-x-auto border-b">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={isWithin(path, tab) ? "page" : undefined}
          className={cn(
            "inline-flex min-h-9 items-center whitespace-nowrap border-transparent border-b-2 text-muted hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:min-h-11",
            "aria-[current=page]:border-accent-text aria-[current=page]:font-medium aria-[current=page]:text-ink",
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}

function isWithin(path: string, { href, exact }: Tab): boolean {
  const [start] = href.split("?");
  return path === start || (!exact && path.startsWith(`${start}/`));
}
