import type { SignInInput } from "#lib/domain/people/user.ts";

type Outcome = { ok: true; codeWanted: boolean } | { ok: false; message: string };

/** Signs this browser in, or says why not. Where a code is wanted first, there is no session yet. */
export async function signIn({ email, password }: SignInInput): Promise<Outcome> {
  try {
    const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
    const body = new URLSearchParams({ csrfToken, email, password });
    const answer = await fetch("/api/auth/callback/credentials", { method: "POST", body });
    const { detail, code_wanted: codeWanted = false } = await answer.json();
    return answer.ok ? { ok: true, codeWanted } : { ok: false, message: detail };
  } catch {
    return { ok: false, message: "Tocsin can't be reached: check the connection and try again." };
  }
}
