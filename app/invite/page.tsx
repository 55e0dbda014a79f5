import type { Metadata } from "next";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CardPage } from "#components/ui/card-page.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { faultOfLink, PASSWORD_LINKS } from "#lib/domain/people/account-link.ts";
import { findLink } from "#lib/web/auth/account-link.ts";
import { hasPasswordSignIn } from "#lib/web/auth/ways-in.ts";
import { AcceptForm } from "./accept-form.tsx";

// The address contains the token, so no other site may learn it.
export const metadata: Metadata = { title: "Choose a password", referrer: "no-referrer" };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

/** Takes invites and reset links. */
export default async function InvitePage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (!hasPasswordSignIn()) return <NoPasswords />;
  const link = findLink(token);
  const fault = faultOfLink(link, PASSWORD_LINKS, Date.now());
  if (link === undefined || fault !== null) return <CantBeUsed fault={fault ?? ""} />;
  const invited = link.kind === "invite";
  return (
    <CardPage
      title={invited ? "Welcome to Tocsin" : "Choose a new password"}
      description={
        <>
          {invited ? "Choose a password for " : "It is for "}
          <OutsideText text={link.email} className="wrap-anywhere font-medium text-ink" />
          {invited
            ? ", with which you sign in. This link works once."
            : ". It signs you out everywhere else."}
        </>
      }
    >
      <AcceptForm token={String(token)} email={link.email} />
    </CardPage>
  );
}

function CantBeUsed({ fault }: { fault: string }) {
  return (
    <CardPage title="This link can't be used" description={fault}>
      <ButtonLink href="/login">Sign in</ButtonLink>
    </CardPage>
  );
}

function NoPasswords() {
  return (
    <CardPage
      title="No passwords here"
      description="Everybody signs in to this installation by single sign-on, so there is no password to choose."
    >
      <ButtonLink href="/login" variant="primary">
        Sign in
      </ButtonLink>
    </CardPage>
  );
}
