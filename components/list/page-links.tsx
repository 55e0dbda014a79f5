import { ChevronRight, ChevronsLeft } from "lucide-react";
import { ButtonLink } from "#components/ui/button-link.tsx";

type PageLinksProps = {
  /** Set unless this is the first page. */
  newestHref: string | null;
  olderHref: string | null;
  /** Other labels, for a list that is not sorted by time. */
  words?: { newest: string; older: string };
};

const BY_TIME = { newest: "Newest", older: "Older" };

/** Links to the next older page of a list, and back to the newest. */
export function PageLinks({ newestHref, olderHref, words = BY_TIME }: PageLinksProps) {
  if (newestHref === null && olderHref === null) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-end gap-2">
      {newestHref !== null && (
        <ButtonLink href={newestHref} icon={<ChevronsLeft aria-hidden />}>
          {words.newest}
        </ButtonLink>
      )}
      {olderHref !== null && (
        <ButtonLink href={olderHref}>
          {words.older}
          <ChevronRight aria-hidden />
        </ButtonLink>
      )}
    </nav>
  );
}
