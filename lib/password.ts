import { hash, verify } from "@node-rs/argon2";
import { inTurn } from "./password-turn.ts";

/** argon2id, the library's default, with OWASP's first choice of costs: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

let decoy: Promise<string> | null = null;

/**
 * Whether the password is the one behind `passwordHash`. Without a hash (no such user) it takes as
 * long to say no, so that the time does not tell which addresses have an account. At most 4 run at once. Throws
 * AppError `unavailable` where its turn does not come within 5 s.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("no user has this password");
  const nobodys = await decoy;
  const right = await inTurn(() => verify(passwordHash ?? nobodys, password));
  return right && passwordHash !== undefined;
}
