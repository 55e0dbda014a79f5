import { Server } from "lucide-react";
import { SETTINGS } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

/** The System page, as somebody sees it who may not manage. */
export function OnlyForAdmins() {
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="System" />
      <EmptyState icon={<Server />} action={<ButtonLink href={SETTINGS}>Show the settings</ButtonLink>}>
        Only admins see how this installation runs: ask one of them.
      </EmptyState>
    </div>
  );
}
