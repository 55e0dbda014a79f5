import { newId } from "#lib/domain/ids.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import { nameKey } from "#lib/domain/text.ts";
import { hashPassword } from "#lib/password.ts";
import { inDatabase } from "./database.ts";

/** Writes a user with a password into the database of a running server. */
export async function addUser(
  dataDir: string,
  { email, password, role = "viewer" }: { email: string; password: string; role?: Role },
): Promise<void> {
  const passwordHash = await hashPassword(password);
  inDatabase(dataDir, (sqlite) =>
    sqlite
      .prepare(
        `INSERT INTO users (id, email, email_key, name, role, password_hash, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(newId("usr"), email, nameKey(email), email, role, passwordHash, Date.now()),
  );
}
