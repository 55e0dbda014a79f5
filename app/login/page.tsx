import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { CardPage } from "#components/ui/card-page.tsx";
import { hasUsers } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
import { localPath } from "#lib/web/auth/local-path.ts";
import { currentSession, secondFactorPath, sessionThatOwes } from "#lib/web/auth/session.ts";
import { waysToSignIn } from "#lib/web/auth/ways-in.ts";
import { refusalByCode } from "./refusals.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { SingleSignOn } from "./single-sign-on.tsx";

export const metadata: Metadata = { title: "Sign in" };

type Asked = Partial<Record<"next" | "refused" | "password", string | string[]>>;
type Props = { searchParams: Promise<Asked> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, refused, password } = await searchParams;
  const goingTo = localPath(typeof next === "string" ? next : undefined);
  if ((await currentSession()) !== null) redirect(goingTo);
  if ((await sessionThatOwes()) !== null) redirect(secondFactorPath(goingTo));
  const ways = { goingTo, refusal: refusalByCode(refused) };
  if (!hasUsers(readDb())) return <NotSetUpYet {...ways} />;
  return (
    <CardPage title="Sign in">
      {password === "set" && <AlertNote tone="success">Your password is set: sign in with it.</AlertNote>}
      {waysToSignIn().password ? <SignInForm {...ways} /> : <Refusal {...ways} />}
      <SingleSignOn {...ways} />
    </CardPage>
  );
}

type Ways = { goingTo: string; refusal: string | undefined };

function NotSetUpYet(ways: Ways) {
  return (
    <CardPage
      title="Not set up yet"
      description="There is no user yet. Open the one-time set-up link that Tocsin printed to its log when it started; a restart prints a new one."
    >
      <Refusal {...ways} />
      <SingleSignOn {...ways} />
    </CardPage>
  );
}

function Refusal({ refusal }: Ways) {
  return refusal && <AlertNote tone="danger">{refusal}</AlertNote>;
}
