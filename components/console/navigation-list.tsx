"use client";

import { usePathname } from "next/navigation";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { isWithin, NAVIGATION, type NavigationFolder, type NavigationLink } from "./navigation.ts";

type Presentation = {
  /** At most 1024 px only icons are shown; the names stay for assistive technology and as hints. */
  collapses?: boolean;
  onNavigate?: () => void;
};

/** The sections of the console. */
export function NavigationList(presentation: Presentation) {
  return (
    <nav aria-label="Main" className="flex flex-col gap-5">
      {NAVIGATION.map((section) => (
        <div key={section.label ?? "top"}>
          {section.label && <Heading collapses={presentation.collapses}>{section.label}</Heading>}
          <ul className="flex flex-col gap-0.5">
            {section.entries.map((entry) =>
              "links" in entry ? (
                <Folder key={entry.label} folder={entry} {...presentation} />
              ) : (
                <Entry key={entry.href} link={entry} {...presentation} />
              ),
            )}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Heading({ collapses, children }: { collapses?: boolean; children: string }) {
  return (
    <h2
      className={cn(
        "px-2.5 pb-1.5 font-medium text-muted text-xs",
        collapses &&
          "max-wide:mx-2 max-wide:h-3 max-wide:overflow-hidden max-wide:border-t max-wide:p-0 max-wide:indent-96",
      )}
    >
      {children}
    </h2>
  );
}

function Folder({ folder, ...presentation }: Presentation & { folder: NavigationFolder }) {
  const { collapses } = presentation;
  const Icon = folder.icon;
  return (
    <li>
      <span
        className={cn("flex min-h-8 items-center gap-2.5 px-2.5 text-muted", collapses && "max-wide:sr-only")}
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        {folder.label}
      </span>
      <ul className="flex flex-col gap-0.5">
        {folder.links.map((link) => (
          <Entry key={link.href} link={link} inFolder {...presentation} />
        ))}
      </ul>
    </li>
  );
}

function Entry({
  link,
  inFolder,
  ...presentation
}: Presentation & { link: NavigationLink; inFolder?: boolean }) {
  const { collapses, onNavigate } = presentation;
  const path = usePathname();
  const Icon = link.icon;
  const anchor = (
    <Link
      href={link.href}
      onClick={onNavigate}
      aria-current={path === link.href ? "page" : isWithin(path, link.href) ? "true" : undefined}
      className={cn(
        "flex min-h-8 items-center gap-2.5 rounded-md px-2.5 text-muted hover:bg-hover hover:text-ink pointer-coarse:min-h-11",
        "aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent-text",
        inFolder && "pl-9",
        collapses && "max-wide:size-9 max-wide:justify-center max-wide:px-0 max-wide:pointer-coarse:size-11",
      )}
    >
      <Icon
        aria-hidden
        className={cn("size-4 shrink-0", inFolder && (collapses ? "wide:hidden" : "hidden"))}
      />
      <span className={cn(collapses && "max-wide:sr-only")}>{link.label}</span>
    </Link>
  );
  if (!collapses) return <li>{anchor}</li>;
  return (
    <li>
      <Tooltip text={link.label} side="right" className="wide:hidden">
        {anchor}
      </Tooltip>
    </li>
  );
}
