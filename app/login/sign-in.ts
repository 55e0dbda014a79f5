import type { SignInInput } from "#lib/domain/people/user.ts";

/** Signs this browser in. Resolves to null, or to a sentence that says why it failed. */
export async function signIn({ email, password }: SignInInput): Promise<string | null> {
  try {
    const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
    const body = new URLSearchParams({ csrfToken, email, password });
    const answer = await fetch("/api/auth/callback/credentials", { method: "POST", body });
    if (answer.ok) return null;
    const { detail } = await answer.json();
    return detail;
  } catch {
    return "Tocsin can't be reached: check the connection and try again.";
  }
}
