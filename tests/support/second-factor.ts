import { codeAfter } from "./totp.ts";
import type { ActionRef, Visitor } from "./visitor.ts";

const FILE = "app/second-factor/actions.ts";

/** A page where the signed-in visitor can set a second factor up. */
const PAGE = "/profile/security/second-factor";

const action = (name: string, page: string): ActionRef => ({ file: FILE, name, page });

/**
 * Sets up a second factor as the page does. It takes the code of the step before, so that the present one is
 * left for signing in.
 */
export async function setUpSecondFactor(
  visitor: Visitor,
  page = PAGE,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await visitor.act<{ secret: string }>(action("beginSecondFactor", page), []);
  if (!begun.ok) throw new Error(begun.message);
  const { secret } = begun.value;
  const code = codeAfter(secret, -1);
  const done = await visitor.act<{ recoveryCodes: string[] }>(action("confirmSecondFactor", page), [
    { code },
  ]);
  if (!done.ok) throw new Error(done.message);
  return { secret, recoveryCodes: done.value.recoveryCodes };
}
