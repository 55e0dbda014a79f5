import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SetUpSecondFactor } from "#components/profile/set-up-second-factor.tsx";
import { Button } from "#components/ui/button.tsx";
import { CardPage } from "#components/ui/card-page.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { localPath } from "#lib/web/auth/local-path.ts";
import { requireSession, sessionThatOwes } from "#lib/web/auth/session.ts";
import { signOut } from "../(console)/actions.ts";
import { beginSecondFactor, confirmSecondFactor } from "./actions.ts";

export const metadata: Metadata = { title: "Set up a second factor" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** All that a user may open who has no second factor where everybody needs one. */
export default async function OwedSecondFactorPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const goingTo = localPath(typeof next === "string" ? next : undefined);
  if ((await sessionThatOwes()) === null) {
    await requireSession();
    redirect(goingTo);
  }
  return (
    <CardPage
      title="Set up a second factor"
      description="Everybody who signs in here by a password needs one."
    >
      <SetUpSecondFactor begin={beginSecondFactor} confirm={confirmSecondFactor} leadsTo={goingTo} />
      <form action={signOut} className="border-t pt-4">
        <Button type="submit" variant="ghost">
          Sign out
        </Button>
      </form>
      <Toaster />
    </CardPage>
  );
}
