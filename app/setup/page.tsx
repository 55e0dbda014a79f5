import type { Metadata } from "next";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CardPage } from "#components/ui/card-page.tsx";
import { hasUsers } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
import { signInLinkCommand, waysToSignIn } from "#lib/web/auth/ways-in.ts";
import { setUp } from "./actions.ts";
import { SetUpForm } from "./set-up-form.tsx";

// The address contains the token, so no other site may learn it.
export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

export default async function SetUpPage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (hasUsers(readDb())) return <AlreadySetUp />;
  if (typeof token !== "string" || token === "") return <NoToken />;
  return (
    <CardPage title="Set up Tocsin" description="Make the first admin. This link works once.">
      <WhereNoPasswords />
      <SetUpForm token={token} setUp={setUp} />
    </CardPage>
  );
}

/** The admin made here has a password that lets nobody in. */
function WhereNoPasswords() {
  const { oidc, password } = waysToSignIn();
  if (password || oidc === null) return null;
  return (
    <AlertNote tone="warning" title="Nobody signs in with a password here.">
      {`Sign in with ${oidc.name} as one of its admins instead. An admin made here gets in by a link that the command line prints: `}
      <code className="wrap-anywhere">{signInLinkCommand()}</code>
    </AlertNote>
  );
}

function AlreadySetUp() {
  return (
    <CardPage title="Already set up" description="This installation already has its first admin.">
      <ButtonLink href="/login" variant="primary">
        Sign in
      </ButtonLink>
    </CardPage>
  );
}

function NoToken() {
  return (
    <CardPage
      title="The link is not complete"
      description="Open the whole set-up link, with its token, that Tocsin printed to its log when it started."
    />
  );
}
