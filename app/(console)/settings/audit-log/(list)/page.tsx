import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { AuditFilters } from "#components/audit/audit-filters.tsx";
import { AuditTable } from "#components/audit/audit-table.tsx";
import { auditChoice, auditQuery } from "#components/audit/filter.ts";
import { listedChange } from "#components/audit/listed-change.ts";
import { LookedBack } from "#components/audit/looked-back.tsx";
import { ExportLinks } from "#components/list/export-links.tsx";
import { hrefWith, type SearchParams } from "#components/list/href.ts";
import { IgnoredFilters } from "#components/list/ignored-filters.tsx";
import { ListPage } from "#components/list/list-page.tsx";
import { PageLinks } from "#components/list/page-links.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { AUDIT_LOG } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { auditActors, auditThing, listAudit } from "#db/queries/audit-list.ts";
import { pageOrFirst } from "#db/queries/page.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { findActors, findThings } from "../actions.ts";
import { OnlyForAdmins } from "../only-for-admins.tsx";

export const metadata: Metadata = { title: "Audit Log" };

/** Who changed what, newest first. Only admins read it. */
export default async function AuditLogPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requireSession();
  if (!may(actorOf(session), "manage")) return <OnlyForAdmins />;
  const seen = changesMark();
  const params = await searchParams;
  const now = Date.now();
  const db = readDb();
  const { filter, cursor, ignored } = auditChoice(params, now);
  const { page, first } = await pageOrFirst(cursor, (from) => listAudit(db, { ...filter, cursor: from }));
  const rows = page.data.map((row) => listedChange(row, session.user.timeZone));
  return (
    <ListPage
      title="Audit Log"
      description="Who changed what, when and from where. Failed sign-ins appear once their minute is over."
      actions={
        <LiveRefresh
          seen={seen}
          watched={{ audit: "all" }}
          active={first}
          summary={`${rows.length} changes shown.`}
        />
      }
      filters={
        <AuditFilters
          filter={filter}
          actors={auditActors(db)}
          thing={filter.targetId === undefined ? null : auditThing(db, filter.targetId)}
          findActors={findActors}
          findThings={findThings}
        />
      }
      notes={
        <>
          <IgnoredFilters ignored={ignored} />
          <LookedBack to={page.lookedBackTo} now={now} />
        </>
      }
      exports={<ExportLinks what="audit" query={auditQuery(filter)} />}
      pager={
        <PageLinks
          newestHref={first ? null : hrefWith(params, {})}
          olderHref={page.nextCursor === null ? null : hrefWith(params, { cursor: page.nextCursor })}
        />
      }
    >
      {rows.length > 0 ? (
        <AuditTable rows={rows} now={now} />
      ) : (
        page.lookedBackTo === null && <NothingFound />
      )}
    </ListPage>
  );
}

function NothingFound() {
  return (
    <EmptyState
      icon={<SearchX />}
      action={<ButtonLink href={AUDIT_LOG}>Show the whole audit log</ButtonLink>}
    >
      Nothing in the audit log matches this.
    </EmptyState>
  );
}
