import type { ReactNode } from "react";
import { visibleText } from "#lib/domain/visible-text.ts";
import { OutsideText } from "./outside-text.tsx";
import { AnnouncePageTitle } from "./page-title.tsx";
import { RememberPage } from "./remember-page.tsx";

type PageHeaderProps = {
  title: string;
  /** Beside the title: a Status or a Badge. */
  status?: ReactNode;
  /** One line about the page's purpose. */
  description?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** The path that the palette remembers: of several tabs, the first one's. Default: the current path. */
  path?: string;
  /** The page says only that there is nothing here. */
  missing?: boolean;
};

/** The page's only h1, and the last step of the breadcrumb. Scripts can focus it. */
export function PageHeader({ title, missing = false, ...props }: PageHeaderProps) {
  const { status, description, actions, path } = props;
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 md:items-start md:gap-x-6">
      <AnnouncePageTitle title={visibleText(title)} />
      <RememberPage title={visibleText(title)} path={path} missing={missing} />
      <div className="flex min-h-8 min-w-0 flex-1 basis-auto flex-wrap items-center gap-x-3 gap-y-1 sm:basis-60 pointer-coarse:min-h-11">
        <h1 tabIndex={-1} className="wrap-anywhere font-semibold text-xl outline-none">
          <OutsideText text={title} />
        </h1>
        {status}
      </div>
      {actions && <div className="ml-auto flex flex-wrap items-center justify-end gap-2">{actions}</div>}
      {description && <div className="wrap-anywhere min-w-0 basis-full text-muted">{description}</div>}
    </header>
  );
}
