import { FormSection } from "#components/form/form-section.tsx";
import { CHANGE_PASSWORD } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";

/** Leads to the form of a new password. */
export function PasswordSection({ hasPassword }: { hasPassword: boolean }) {
  return (
    <FormSection title="Password">
      {hasPassword ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted">A change ends your sessions in all other browsers.</p>
          <ButtonLink href={CHANGE_PASSWORD}>Change password</ButtonLink>
        </div>
      ) : (
        <p className="text-muted">You sign in by single sign-on, so your account has no password.</p>
      )}
    </FormSection>
  );
}
