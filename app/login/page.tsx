import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { CardPage } from "#components/ui/card-page.tsx";
import { hasUsers } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
import { localPath } from "#lib/web/auth/local-path.ts";
import { currentSession } from "#lib/web/auth/session.ts";
import { refusalByCode } from "./refusals.ts";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

type Asked = Partial<Record<"next" | "refused" | "password", string | string[]>>;
type Props = { searchParams: Promise<Asked> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, refused, password } = await searchParams;
  const goingTo = localPath(typeof next === "string" ? next : undefined);
  if ((await currentSession()) !== null) redirect(goingTo);
  if (!hasUsers(readDb())) return <NotSetUpYet />;
  return (
    <CardPage title="Sign in">
      {password === "set" && <AlertNote tone="success">Your password is set: sign in with it.</AlertNote>}
      <SignInForm goingTo={goingTo} refusal={refusalByCode(refused)} />
    </CardPage>
  );
}

function NotSetUpYet() {
  return (
    <CardPage
      title="Not set up yet"
      description="There is no user yet. Open the one-time set-up link that Tocsin printed to its log when it started; a restart prints a new one."
    />
  );
}
