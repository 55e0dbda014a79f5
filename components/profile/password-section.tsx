import { FormSection } from "#components/form/form-section.tsx";
import { CHANGE_PASSWORD } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";

type Props = {
  hasPassword: boolean;
  /** Whether passwords let anybody in here. */
  passwordSignIn: boolean;
};

/** Leads to the form of a new password. */
export function PasswordSection({ hasPassword, passwordSignIn }: Props) {
  return (
    <FormSection title="Password">
      {hasPassword && passwordSignIn ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted">A change ends your sessions in all other browsers.</p>
          <ButtonLink href={CHANGE_PASSWORD}>Change password</ButtonLink>
        </div>
      ) : (
        <p className="text-muted">
          {passwordSignIn
            ? "Your account has no password: ask an admin for a link to choose one."
            : "Nobody signs in with a password here."}
        </p>
      )}
    </FormSection>
  );
}
