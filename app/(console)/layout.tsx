import type { ReactNode } from "react";
import { Notices } from "#components/console/notices.tsx";
import { Shell } from "#components/console/shell.tsx";
import { Hints } from "#components/ui/hints.tsx";
import { TimeZoneProvider } from "#components/ui/time-zone.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { untoldOwnAlerts } from "#db/queries/untold-own-alerts.ts";
import { readDb } from "#db/read.ts";
import { requireSession } from "#lib/web/auth/session.ts";
import { signOut } from "./actions.ts";

/**
 * The frame of every page of a signed-in user. Layouts don't run on every navigation, so each page checks the
 * session itself.
 */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  const untold = await untoldOwnAlerts(readDb());
  return (
    <TimeZoneProvider zone={user.timeZone}>
      <Shell
        user={{ name: user.name, email: user.email, role: user.role }}
        signOut={signOut}
        notices={<Notices untold={untold} />}
      >
        {children}
        <Hints />
        <Toaster />
      </Shell>
    </TimeZoneProvider>
  );
}
