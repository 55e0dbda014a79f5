import { WEBHOOKS } from "#components/channels/paths.ts";
import { PageMissing } from "#components/console/page-missing.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export default function WebhookNotFound() {
  return <PageMissing what="webhook" action={<ButtonLink href={WEBHOOKS}>Back to webhooks</ButtonLink>} />;
}
