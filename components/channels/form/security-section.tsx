"use client";

import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { DestinationNote } from "./destination-note.tsx";
import { ProtectedData } from "./protected-data.tsx";
import type { SectionProps } from "./section-props.ts";

/** Which certificates Tocsin accepts, and which parts of the URL it hides. */
export function SecuritySection(props: SectionProps) {
  return (
    <FormSection title="Security">
      <CheckboxField
        control={props.form.control}
        disabled={props.disabled}
        name="verify_ssl"
        label="Verify SSL Certificate"
        help="On: self-signed certificates are allowed; the first one seen is pinned to this webhook, and a changed one is refused until an admin trusts it. Off: only certificates that a known authority vouches for; delivery fails with a self-signed one."
      />
      <DestinationNote askedAgain={props.askedAgain} cause="verify_ssl" />
      <ProtectedData {...props} />
      <DestinationNote askedAgain={props.askedAgain} cause="url_secrets" />
    </FormSection>
  );
}
