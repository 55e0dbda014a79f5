import type { Metadata } from "next";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CardPage } from "#components/ui/card-page.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { faultOfLink } from "#lib/domain/people/account-link.ts";
import { findLink } from "#lib/web/auth/account-link.ts";
import { LinkForm } from "./link-form.tsx";

// The address contains the token, so no other site may learn it.
export const metadata: Metadata = { title: "Sign in by link", referrer: "no-referrer" };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

/** Takes the links that the command line makes. */
export default async function SignInLinkPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const link = findLink(token);
  const fault = faultOfLink(link, ["sign-in"], Date.now());
  if (link === undefined || fault !== null)
    return (
      <CardPage title="This link can't be used" description={fault}>
        <ButtonLink href="/login">Sign in</ButtonLink>
      </CardPage>
    );
  return (
    <CardPage
      title="Sign in"
      description={
        <>
          You sign in as <OutsideText text={link.email} className="wrap-anywhere font-medium text-ink" />.
          This link works once.
        </>
      }
    >
      <LinkForm token={String(token)} />
    </CardPage>
  );
}
