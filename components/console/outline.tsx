import {
  ALERTS,
  API_KEYS,
  AUDIT_LOG,
  DELIVERIES,
  MUTES,
  NEW_RULE,
  OVERVIEW,
  PROFILE,
  PROFILE_SECURITY,
  RULES,
  USERS,
  WEBHOOKS,
} from "#components/paths.ts";
import { FormSkeleton, ListSkeleton, Skeleton, TitleSkeleton } from "#components/ui/skeleton.tsx";
import { isWithin } from "./navigation.ts";

const LISTS: ReadonlySet<string> = new Set([
  ALERTS,
  API_KEYS,
  AUDIT_LOG,
  DELIVERIES,
  MUTES,
  RULES,
  USERS,
  WEBHOOKS,
]);

/** The pages with tabs: those of a webhook, the starting points of a rule, and the profile's two. */
const TABS_OF = new RegExp(
  `^(?:(?:${WEBHOOKS}/[^/]+|${NEW_RULE})(?=/|$)|${PROFILE}(?=$|${PROFILE_SECURITY.slice(PROFILE.length)}$))`,
);

/** Whether a link only switches tabs. Then the current tab stays until the other one is loaded. */
export function isOtherTab(here: string, next: string): boolean {
  const [thing] = TABS_OF.exec(here) ?? [];
  return thing !== undefined && thing === TABS_OF.exec(next)?.[0];
}

/** The placeholder of a page while it loads. It has the page's shape, so that nothing jumps. */
export function Outline({ path }: { path: string }) {
  if (path === OVERVIEW) return <StackedOutline what="overview" />;
  if (LISTS.has(path)) return <ListSkeleton />;
  if (isWithin(path, ALERTS)) return <AlertOutline />;
  if (isWithin(path, DELIVERIES)) return <StackedOutline what="delivery" />;
  if (isWithin(path, AUDIT_LOG)) return <StackedOutline what="change" />;
  return <FormSkeleton />;
}

/** The timeline, with the fields beside it. */
function AlertOutline() {
  return (
    <div role="status" className="flex flex-col gap-5">
      <span className="sr-only">Loading the alert…</span>
      <TitleSkeleton />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <SectionOutline lines={6} />
        <SectionOutline lines={10} />
      </div>
    </div>
  );
}

/** A delivery's facts, its request and its attempts; or what needs somebody, the figures and the charts. */
function StackedOutline({ what }: { what: string }) {
  return (
    <div role="status" className="flex flex-col gap-5">
      <span className="sr-only">Loading the {what}…</span>
      <TitleSkeleton />
      <Skeleton className="h-24" />
      <SectionOutline lines={8} />
      <SectionOutline lines={4} />
    </div>
  );
}

function SectionOutline({ lines }: { lines: number }) {
  return (
    <div className="rounded-lg border bg-surface">
      <div className="flex h-12 items-center border-b px-4 sm:px-5">
        <Skeleton className="h-4 w-24" />
      </div>
      <div className="flex flex-col gap-4 p-4 sm:p-5">
        {Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
          <Skeleton key={line} className={line % 2 === 0 ? "h-4 w-3/4" : "h-4 w-1/2"} />
        ))}
      </div>
    </div>
  );
}
