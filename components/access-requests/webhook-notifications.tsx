import { type ReactNode, useId } from "react";

type WebhookNotificationsProps = {
  /** The Select Channel button. */
  action?: ReactNode;
  /** A card per webhook, or an empty state. */
  children: ReactNode;
};

/** The only part of the settings: which webhooks are notified of which events. */
export function WebhookNotifications({ action, children }: WebhookNotificationsProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id={id} className="font-semibold">
            Webhook Notifications
          </h2>
          <p className="text-muted">
            Each webhook here gets the events that are selected on its card, whatever the rules say.
          </p>
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
