import { hash, verify } from "@node-rs/argon2";
import { inTurn } from "./password-turn.ts";

/** argon2id, the library's default, with the costs that OWASP lists first: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

let decoy: Promise<string> | null = null;

/**
 * Whether the password belongs to `passwordHash`. Without a hash (no such user) the check takes as long, so
 * that its time does not reveal which addresses have an account. At most 4 checks run at once. Throws
 * AppError `unavailable` if its turn does not come within 5 s.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("no user has this password");
  const nobodys = await decoy;
  const right = await inTurn(() => verify(passwordHash ?? nobodys, password));
  return right && passwordHash !== undefined;
}
