import { PageMissing } from "#components/console/page-missing.tsx";
import { WEBHOOKS } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";

export default function WebhookNotFound() {
  return <PageMissing what="webhook" action={<ButtonLink href={WEBHOOKS}>Back to webhooks</ButtonLink>} />;
}
