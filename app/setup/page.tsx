import type { Metadata } from "next";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CardPage } from "#components/ui/card-page.tsx";
import { hasUsers } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
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
      <SetUpForm token={token} setUp={setUp} />
    </CardPage>
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
