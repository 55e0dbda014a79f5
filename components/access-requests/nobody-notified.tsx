import { Plus, UserRoundCheck } from "lucide-react";
import type { ReactNode } from "react";
import { NEW_WEBHOOK } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

type NobodyNotifiedProps = {
  /** Whether any webhook could be selected. */
  hasChannels: boolean;
  mayManage: boolean;
  /** The Select Channel button. */
  action?: ReactNode;
};

/** Takes the place of the cards while there are none. */
export function NobodyNotified({ hasChannels, mayManage, action }: NobodyNotifiedProps) {
  if (!mayManage)
    return (
      <EmptyState icon={<UserRoundCheck />}>
        No webhook is notified of Access Requests: an admin can select one here.
      </EmptyState>
    );
  if (!hasChannels)
    return (
      <EmptyState icon={<UserRoundCheck />} action={<AddWebhook />}>
        There is no webhook yet: add one, then select it here to notify it of Access Requests.
      </EmptyState>
    );
  return (
    <EmptyState icon={<UserRoundCheck />} action={action}>
      No webhook is notified of Access Requests: select a channel, then choose its events.
    </EmptyState>
  );
}

function AddWebhook() {
  return (
    <ButtonLink href={NEW_WEBHOOK} variant="primary" icon={<Plus aria-hidden />}>
      Add webhook
    </ButtonLink>
  );
}
