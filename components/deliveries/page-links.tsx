import { ChevronRight, ChevronsLeft } from "lucide-react";
import { ButtonLink } from "#components/ui/button.tsx";

type PageLinksProps = {
  /** Set where this is not the first page. */
  newestHref: string | null;
  olderHref: string | null;
};

/** From one page of a list to the next older one, and back to the newest. */
export function PageLinks({ newestHref, olderHref }: PageLinksProps) {
  if (newestHref === null && olderHref === null) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-end gap-2">
      {newestHref !== null && (
        <ButtonLink href={newestHref} icon={<ChevronsLeft aria-hidden />}>
          Newest
        </ButtonLink>
      )}
      {olderHref !== null && (
        <ButtonLink href={olderHref}>
          Older
          <ChevronRight aria-hidden />
        </ButtonLink>
      )}
    </nav>
  );
}
