import type { Metadata } from "next";
import type { ReactNode } from "react";
import { entriesFor, SETTINGS_ENTRIES } from "#components/console/navigation.ts";
import { ListPage } from "#components/list/list-page.tsx";
import { API_KEYS, CHANNELS, SYSTEM, USERS } from "#components/paths.ts";
import { BackupState } from "#components/settings/backup-state.tsx";
import { channelsInWords, counted, usersInWords } from "#components/settings/counts.ts";
import { SectionCards } from "#components/settings/section-cards.tsx";
import { activeKeys } from "#db/queries/api-keys.ts";
import { listChannels } from "#db/queries/channel-list.ts";
import { failedBackup, lastBackup } from "#db/queries/last-backup.ts";
import { listUsers } from "#db/queries/user-views.ts";
import { readDb } from "#db/read.ts";
import { requireSession } from "#lib/web/auth/session.ts";

export const metadata: Metadata = { title: "Settings" };

/** A card for each section of the settings. */
export default async function SettingsPage() {
  const { user } = await requireSession();
  const db = readDb();
  const now = Date.now();
  const channels = await listChannels(db);
  const states: Record<string, ReactNode> = {
    [CHANNELS]: channelsInWords(channels.map(({ health }) => health)),
    [API_KEYS]: counted(activeKeys(db, now), "active key"),
    [USERS]: usersInWords(listUsers(db).map(({ state }) => state)),
    [SYSTEM]: <BackupState last={lastBackup(db)} failed={failedBackup(db)} now={now} />,
  };
  return (
    <ListPage title="Settings" description="How this installation of Tocsin is set up.">
      <SectionCards pages={entriesFor(SETTINGS_ENTRIES, user.role)} stateOf={(href) => states[href]} />
    </ListPage>
  );
}
