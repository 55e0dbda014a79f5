import { ChevronRight, ListFilter } from "lucide-react";
import { ListFilters } from "#components/list/list-filters.tsx";
import { ListPage } from "#components/list/list-page.tsx";
import { startPath, startTabPath } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { chooseStartingPoints, START_TABS, type StartingPoint, type StartTab } from "./starting-points.ts";

/** The starting points of a new rule, in tabs with a search. */
export function StartPage({ tab, search }: { tab: StartTab; search: string }) {
  const points = chooseStartingPoints(tab, search);
  const elsewhere = START_TABS.find(({ id }) => chooseStartingPoints(id, search).length > 0);
  return (
    <ListPage
      title="Rule Management"
      description="Choose what the rule starts from; everything can be changed in the next step."
      tabs={
        <Tabs
          label="Kinds of rules"
          tabs={START_TABS.map(({ id, label }) => ({ label, href: startTabPath(id, search) }))}
        />
      }
      filters={
        <ListFilters search={{ label: "Search starting points", placeholder: "What should it match?" }} />
      }
    >
      {points.length === 0 ? (
        <EmptyState
          icon={<ListFilter />}
          action={<ButtonLink href={startTabPath(tab, "")}>Clear search</ButtonLink>}
        >
          <p className="wrap-anywhere line-clamp-3">
            No starting point here matches "{search}".
            {elsewhere !== undefined && ` ${elsewhere.label} has one that does.`}
          </p>
        </EmptyState>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2">
          {points.map((point) => (
            <li key={point.id}>
              <Card point={point} />
            </li>
          ))}
        </ul>
      )}
    </ListPage>
  );
}

function Card({ point: { id, title, description } }: { point: StartingPoint }) {
  return (
    <Link
      href={startPath(id)}
      className="group flex h-full items-center gap-3 rounded-lg border bg-surface px-4 py-3 hover:bg-hover"
    >
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{title}</span>
        <span className="block text-muted text-sm">{description}</span>
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
    </Link>
  );
}
