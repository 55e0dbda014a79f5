import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";

type PagerProps = {
  previousHref?: string | null;
  nextHref?: string | null;
  /** "1–50 of 1,000+". Leave out if the rows were not counted. */
  summary?: ReactNode;
};

/** Links to the previous and the next page of a list. Renders nothing if there is only one page. */
export function Pager({ previousHref, nextHref, summary }: PagerProps) {
  if (!previousHref && !nextHref && !summary) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-end gap-2">
      {summary && <p className="mr-auto text-muted text-sm tabular-nums">{summary}</p>}
      <Step href={previousHref} icon={<ChevronLeft aria-hidden />}>
        Previous
      </Step>
      <Step href={nextHref} icon={<ChevronRight aria-hidden />} after>
        Next
      </Step>
    </nav>
  );
}

function Step(props: { href?: string | null; icon: ReactNode; after?: boolean; children: ReactNode }) {
  const content = props.after ? [props.children, props.icon] : [props.icon, props.children];
  if (!props.href) return <Button disabled>{...content}</Button>;
  return <ButtonLink href={props.href}>{...content}</ButtonLink>;
}
