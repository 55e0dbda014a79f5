"use client";

import { usePathname } from "next/navigation";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { entriesFor, isWithin, NAVIGATION, type NavigationEntry, type NavigationLink } from "./navigation.ts";

type Presentation = {
  /** Up to 1024 px it shows only icons; the names remain for assistive technology and as tooltips. */
  collapses?: boolean;
  onNavigate?: () => void;
};

/** The sections of the console, for a user of this role. */
export function NavigationList({ role, ...presentation }: Presentation & { role: string }) {
  return (
    <nav aria-label="Main" className="flex flex-col gap-5">
      {NAVIGATION.map((section) => (
        <div key={section.label ?? section.entries[0]?.href}>
          {section.label && (
            <Heading href={section.href} {...presentation}>
              {section.label}
            </Heading>
          )}
          <ul className="flex flex-col gap-0.5">
            {entriesFor(section.entries, role).map((entry) =>
              entry.links ? (
                <Folder key={entry.href} folder={entry} links={entry.links} {...presentation} />
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

function Heading({
  href,
  collapses,
  onNavigate,
  children,
}: Presentation & { href?: string | undefined; children: string }) {
  const path = usePathname();
  return (
    <h2
      className={cn(
        "px-2.5 pb-1.5 font-medium text-muted text-xs",
        collapses &&
          "max-wide:mx-2 max-wide:h-3 max-wide:overflow-hidden max-wide:border-t max-wide:p-0 max-wide:indent-96",
      )}
    >
      {href === undefined ? (
        children
      ) : (
        <Link
          href={href}
          onClick={onNavigate}
          aria-current={path === href ? "page" : undefined}
          className={cn(headingLinkStyle, collapses && "max-wide:invisible")}
        >
          {children}
        </Link>
      )}
    </h2>
  );
}

/** As wide as an entry, so as easy to hit, but less high. */
const headingLinkStyle =
  "-mx-1 -my-1 inline-flex min-h-6 items-center rounded-sm px-1 hover:text-ink hover:underline aria-[current=page]:text-accent-text pointer-coarse:min-h-11";

type FolderProps = Presentation & { folder: NavigationEntry; links: readonly NavigationLink[] };

/** An entry with sub-entries. While only icons are shown, the sub-entries take its place. */
function Folder({ folder, links, ...presentation }: FolderProps) {
  const { collapses, onNavigate } = presentation;
  const path = usePathname();
  const Icon = folder.icon;
  return (
    <li>
      <Link
        href={folder.href}
        onClick={onNavigate}
        aria-current={path === folder.href ? "page" : undefined}
        className={cn("nav-entry", collapses && "max-wide:hidden")}
      >
        <Icon aria-hidden />
        {folder.label}
      </Link>
      <ul className="flex flex-col gap-0.5">
        {links.map((link) => (
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
        "nav-entry",
        inFolder && (collapses ? "wide:pl-9" : "pl-9"),
        collapses && "nav-entry-narrow",
      )}
    >
      <Icon aria-hidden className={cn(inFolder && (collapses ? "wide:hidden" : "hidden"))} />
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
