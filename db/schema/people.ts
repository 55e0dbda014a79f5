import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Role, Scope } from "#lib/domain/people/actor.ts";
import type { AccountLinkKind, SessionKind } from "#lib/domain/people/session.ts";

/** `userState` derives a user's state: invited, active or disabled. */
export const users = sqliteTable(
  "users",
  {
    id: text().primaryKey(),
    email: text().notNull(),
    emailKey: text().notNull().unique(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    /** Null for a user who has only been invited, or who signs in by OpenID Connect alone. */
    passwordHash: text(),
    createdAt: integer().notNull(),
    disabledAt: integer(),
    lastSignInAt: integer(),
    /** An IANA name such as `Europe/Berlin`; null to use the browser's. */
    timeZone: text(),
    /** The identity at the OpenID provider (OpenID Connect Core 1.0, 5.7); null while none is linked. */
    oidcIssuer: text(),
    oidcSubject: text(),
    /** When an admin allowed the next OpenID sign-in with this email to link itself; null once it has. */
    oidcAllowedAt: integer(),
  },
  (table) => [uniqueIndex("users_oidc").on(table.oidcIssuer, table.oidcSubject)],
);

/** A user's TOTP secret. It asks for codes only once `confirmedAt` is set. */
export const secondFactors = sqliteTable("second_factors", {
  userId: text()
    .primaryKey()
    .references(() => users.id),
  /** Sealed like a channel's secrets, at the place `second_factors`, the user's id, `secret`. */
  secret: blob({ mode: "buffer" }).notNull(),
  createdAt: integer().notNull(),
  confirmedAt: integer(),
  /** The time step of the last code that was accepted: no code counts twice. */
  lastStep: integer(),
});

/** Each signs in once, in place of a code. Random, so that a plain SHA-256 is a safe hash. */
export const recoveryCodes = sqliteTable(
  "recovery_codes",
  {
    userId: text()
      .notNull()
      .references(() => users.id),
    hash: blob({ mode: "buffer" }).notNull(),
    usedAt: integer(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.hash] })],
);

/** Links that let a person in once: invites, resets of a password, sign-in links of the command line. */
export const accountLinks = sqliteTable(
  "account_links",
  {
    /** The SHA-256 of the link's random token. */
    hash: blob({ mode: "buffer" }).primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id),
    kind: text().$type<AccountLinkKind>().notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    usedAt: integer(),
  },
  (table) => [index("account_links_user").on(table.userId)],
);

/** A signed-in browser. The cookie only names the row, so deleting the row signs it out. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id),
    kind: text().$type<SessionKind>().notNull().default("password"),
    createdAt: integer().notNull(),
    /** The absolute end, ms since 1970. It also ends `IDLE_MS` after `lastSeenAt`. */
    expiresAt: integer().notNull(),
    lastSeenAt: integer().notNull().default(0),
    /** The client's address and User-Agent at the sign-in. */
    address: text(),
    browser: text(),
  },
  (table) => [index("sessions_user").on(table.userId), index("sessions_expiry").on(table.expiresAt)],
);

/** Keys are random 32-byte values, so a plain SHA-256 is a safe hash of them. */
export const apiKeys = sqliteTable("api_keys", {
  id: text().primaryKey(),
  name: text().notNull(),
  hint: text().notNull(),
  hash: blob({ mode: "buffer" }).notNull().unique(),
  scopes: text({ mode: "json" }).$type<Scope[]>().notNull(),
  createdAt: integer().notNull(),
  lastUsedAt: integer(),
  revokedAt: integer(),
  /** Since when it is off, ms since 1970: a backup was restored, and an admin has not turned it on yet. */
  offSince: integer(),
  /** Part of the alert ids of the key's posts; null for a key of an earlier version, which takes it from its name. */
  namespace: text(),
  expiresAt: integer(),
  /** The CIDR ranges from which it may be used; null for all. */
  addresses: text({ mode: "json" }).$type<string[]>(),
  /** Requests in any 60 s; null for no limit. */
  perMinute: integer(),
  /** Who made it, by name as it was then; null for keys of earlier versions. */
  createdBy: text(),
});
