import type { Metadata } from "next";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { BackupFacts } from "#components/system/backup-facts.tsx";
import { CertificateFacts } from "#components/system/certificate-facts.tsx";
import { EnvironmentTable } from "#components/system/environment-table.tsx";
import { HealthFacts } from "#components/system/health-facts.tsx";
import { OnlyForAdmins } from "#components/system/only-for-admins.tsx";
import { StorageFacts } from "#components/system/storage-facts.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { showSystem } from "#lib/web/show/system.ts";
import { allowDownload, backUpNow } from "./actions.ts";

export const metadata: Metadata = { title: "System" };

/** Figures that change with every delivery need not be newer than this, ms. */
const EVERY_MS = 5_000;

/** How this installation runs: its health, storage, backups and settings. Only admins see it. */
export default async function SystemPage() {
  const session = await requireSession();
  const actor = actorOf(session);
  if (!may(actor, "manage")) return <OnlyForAdmins />;
  const seen = changesMark();
  const view = await showSystem(actor, session.user.id);
  const now = Date.now();
  const { facts } = view;
  return (
    <div className="flex flex-col gap-8">
      <PageHeader
        title="System"
        description="How this installation of Tocsin runs, and its backups."
        actions={
          <LiveRefresh
            seen={seen}
            watched={{ system: "all", delivery: "all" }}
            everyMs={EVERY_MS}
            summary={view.trouble === null ? "Tocsin works." : `Tocsin can't write: ${view.trouble}`}
          />
        }
      />
      <HealthFacts view={view} now={now} />
      {facts === null ? (
        <AlertNote tone="danger" title="The engine does not answer">
          So its storage, backups and settings are not shown. Look at the log, and reload this page.
        </AlertNote>
      ) : (
        <>
          <BackupFacts facts={facts} view={view} now={now} actions={{ backUpNow, allowDownload }} />
          <StorageFacts facts={facts} sizes={view.sizes} />
          <CertificateFacts certificates={view.certificates} file={facts.extraCaFile} />
          <EnvironmentTable settings={facts.environment} />
        </>
      )}
    </div>
  );
}
