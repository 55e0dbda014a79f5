import { Webhook } from "lucide-react";
import { WEBHOOKS } from "#components/channels/paths.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ListPage } from "#components/ui/list-page.tsx";

export default function WebhookNotFound() {
  return (
    <ListPage title="Webhook not found">
      <EmptyState icon={<Webhook />} action={<ButtonLink href={WEBHOOKS}>Back to webhooks</ButtonLink>}>
        There is no webhook at this address: it may have been deleted, or the address is mistyped.
      </EmptyState>
    </ListPage>
  );
}
