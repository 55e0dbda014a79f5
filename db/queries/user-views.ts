import { and, asc, count, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { secondFactors, sessions, users } from "#db/schema/index.ts";
import { userState } from "#lib/domain/people/user-state.ts";
import type { UserView } from "#lib/domain/people/user-view.ts";
import { isOpenAt } from "./sessions.ts";

/** All users, oldest first. */
export const listUsers = (db: Db): UserView[] =>
  select(db).orderBy(asc(users.createdAt), asc(users.id)).all().map(toView);

export function findUser(db: Db, id: string): UserView | null {
  const found = select(db).where(eq(users.id, id)).get();
  return found === undefined ? null : toView(found);
}

/** All admins, in whatever state. */
export const listAdmins = (db: Db): UserView[] => select(db).where(eq(users.role, "admin")).all().map(toView);

/** The number of a user's sessions that have not ended at `now`, ms since 1970. */
export const countSessions = (db: Db, userId: string, now: number): number =>
  db
    .select({ n: count() })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isOpenAt(now)))
    .get()?.n ?? 0;

const select = (db: Db) =>
  db
    .select({ user: users, confirmedAt: secondFactors.confirmedAt })
    .from(users)
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id));

type Found = { user: typeof users.$inferSelect; confirmedAt: number | null };

const toView = ({ user, confirmedAt }: Found): UserView => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: user.role,
  state: userState(user),
  hasSecondFactor: confirmedAt !== null,
  singleSignOn: user.oidcSubject !== null ? "linked" : user.oidcAllowedAt !== null ? "allowed" : "none",
  createdAt: user.createdAt,
  lastSignInAt: user.lastSignInAt,
});
