"use client";

import { ChevronRight } from "lucide-react";
import { usePathname } from "next/navigation";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { usePageTitle } from "#components/ui/page-title.tsx";
import { type Crumb, trailOf } from "./trail.ts";

/**
 * The path to this page: "Settings > Notification Channels > Webhooks". A phone has room for the last two
 * steps.
 */
export function Breadcrumb() {
  const trail = trailOf(usePathname(), usePageTitle());
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-1 text-muted">
        {trail.map((crumb, index) => (
          <li
            key={crumb.href ?? crumb.label}
            className={cn("flex min-w-0 items-center gap-1", stepShrinks(index, trail.length))}
          >
            {index > 0 && <ChevronRight aria-hidden className={stepStyle(index, trail.length)} />}
            <Step crumb={crumb} last={index === trail.length - 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Step({ crumb, last }: { crumb: Crumb; last: boolean }) {
  if (crumb.href)
    return (
      <Link
        href={crumb.href}
        className="inline-flex min-h-6 min-w-0 items-center rounded-sm hover:text-ink hover:underline pointer-coarse:min-h-11"
      >
        <span className="truncate">{crumb.label}</span>
      </Link>
    );
  return (
    <span
      aria-current={last ? "page" : undefined}
      className={last ? "truncate font-medium text-ink" : "truncate"}
    >
      <bdi>{crumb.label}</bdi>
    </span>
  );
}

/** The page's own title shrinks first. */
function stepShrinks(index: number, length: number): string {
  if (index === length - 1) return "";
  return index === length - 2 ? "max-w-3/5 shrink-0" : "shrink-0 max-sm:hidden";
}

function stepStyle(index: number, length: number): string {
  return index <= length - 2 ? "size-3.5 shrink-0 max-sm:hidden" : "size-3.5 shrink-0";
}
