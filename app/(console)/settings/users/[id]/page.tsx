import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { EditUser } from "#components/users/edit-user.tsx";
import { AccessFacts } from "#components/users/user-facts.tsx";
import { STATE_WORDS } from "#components/users/user-status.tsx";
import { ViewUser } from "#components/users/view-user.tsx";
import { countSessions, findUser, listAdmins } from "#db/queries/user-views.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { isLastAdmin } from "#lib/domain/people/last-admin.ts";
import type { UserView } from "#lib/domain/people/user-view.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { oidcName } from "#lib/web/auth/ways-in.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { actSetting } from "../setting.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireSession();
  return { title: visibleText(userOf((await params).id).name) };
}

export default async function UserPage({ params }: Props) {
  const session = await requireSession();
  const seen = changesMark();
  const user = userOf((await params).id);
  const now = Date.now();
  const db = readDb();
  const live = (
    <LiveRefresh
      seen={seen}
      watched={{ user: [user.id] }}
      summary={`${visibleText(user.name)}: ${STATE_WORDS[user.state]}.`}
    />
  );
  const access = (
    <AccessFacts user={user} sessions={countSessions(db, user.id, now)} now={now} oidcName={oidcName()} />
  );
  if (!may(actorOf(session), "manage")) return <ViewUser user={user} access={access} live={live} />;
  return (
    <EditUser
      user={user}
      isLastAdmin={isLastAdmin(listAdmins(db), user.id)}
      setting={actSetting(session)}
      access={access}
      live={live}
    />
  );
}

/** Answers 404 if the user does not exist. */
const userOf = cache((id: string): UserView => {
  const found = findUser(readDb(), id);
  if (found === null) notFound();
  return found;
});
