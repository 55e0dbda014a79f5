import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { FormSection } from "#components/form/form-section.tsx";
import { PROFILE_SECURITY } from "#components/paths.ts";
import { SetUpSecondFactor } from "#components/profile/set-up-second-factor.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireSession } from "#lib/web/auth/session.ts";
import { hasPasswordSignIn } from "#lib/web/auth/ways-in.ts";
import { beginSecondFactor, confirmSecondFactor } from "../../../../second-factor/actions.ts";

export const metadata: Metadata = { title: "Set up a second factor" };

export default async function SetUpSecondFactorPage() {
  const { hasPassword, hasSecondFactor } = await requireSession();
  if (!hasPassword || hasSecondFactor || !hasPasswordSignIn()) redirect(PROFILE_SECURITY);
  return (
    <div className="flex w-full max-w-180 flex-col gap-5">
      <PageHeader title="Set up a second factor" />
      <FormSection title="Authenticator app">
        <SetUpSecondFactor
          begin={beginSecondFactor}
          confirm={confirmSecondFactor}
          leadsTo={PROFILE_SECURITY}
        />
      </FormSection>
    </div>
  );
}
