import { OVERVIEW } from "#components/paths.ts";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { OVERVIEW_WINDOWS, type OverviewWindow } from "#lib/domain/overview/window.ts";
import { WINDOW_WORDS } from "./words.ts";

/** Chooses how far back the figures and charts go. It is part of the address. */
export function WindowSwitch({ window }: { window: OverviewWindow }) {
  return (
    <nav
      aria-label="Time range"
      className="inline-flex gap-0.5 rounded-md border border-border-input bg-sunken p-0.5"
    >
      {OVERVIEW_WINDOWS.map((one) => (
        <Link
          key={one}
          href={`${OVERVIEW}?window=${one}`}
          replace
          scroll={false}
          aria-current={one === window ? "true" : undefined}
          className={cn(
            "inline-flex min-h-7 items-center whitespace-nowrap rounded-sm px-3 text-muted hover:text-ink pointer-coarse:min-h-11",
            "aria-[current]:bg-accent aria-[current]:font-medium aria-[current]:text-on-accent",
          )}
        >
          {WINDOW_WORDS[one]}
        </Link>
      ))}
    </nav>
  );
}
