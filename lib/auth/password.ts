import { hash, verify } from "@node-rs/argon2";

/** argon2id, the library's default, with OWASP's first choice of costs: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

let decoy: Promise<string> | null = null;

/**
 * Whether the password is the one behind `passwordHash`. Without a hash (no such user) it takes as
 * long to say no, so that the time does not tell which addresses have an account.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  if (passwordHash !== undefined) return verify(passwordHash, password);
  decoy ??= hashPassword("no user has this password");
  await verify(await decoy, password);
  return false;
}
