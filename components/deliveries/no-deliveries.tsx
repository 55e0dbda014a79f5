import { SearchX, Send } from "lucide-react";
import { curlExample } from "#components/api-keys/curl-example.ts";
import { KeyHint } from "#components/api-keys/key-hint.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

type NoDeliveriesProps = {
  /** The address of this installation. */
  address: string;
  hasChannels: boolean;
  mayMakeKeys: boolean;
};

/** Shown before the first delivery: what to do to see one. */
export function NoDeliveries({ address, hasChannels, mayMakeKeys }: NoDeliveriesProps) {
  if (!hasChannels) return <NoChannels mayAddOne={mayMakeKeys} />;
  return (
    <EmptyState
      icon={<Send />}
      action={
        <CodeBlock
          code={curlExample(address)}
          label="curl example"
          wrap
          className="w-full max-w-2xl text-left"
        />
      }
    >
      No deliveries yet. Post an alert with <KeyHint mayMakeKeys={mayMakeKeys} />: its deliveries show up here
      by themselves.
    </EmptyState>
  );
}

function NoChannels({ mayAddOne }: { mayAddOne: boolean }) {
  if (!mayAddOne)
    return (
      <EmptyState icon={<Send />}>
        No deliveries yet. Ask an admin to add a webhook: alerts are sent to it.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<Send />}
      action={
        <ButtonLink variant="primary" href="/settings/notification-channels/webhooks/new">
          Add a webhook
        </ButtonLink>
      }
    >
      No deliveries yet, and nowhere to deliver to. Add a webhook first: alerts are sent to it.
    </EmptyState>
  );
}

/** Shown before the first delivery of one webhook. */
export function NoneOfChannel({ mayTest }: { mayTest: boolean }) {
  return (
    <EmptyState icon={<Send />}>
      Nothing was sent to this webhook yet.{mayTest && " Press Test Webhook to try it."}
    </EmptyState>
  );
}

/** Shown if nothing matches the filters, or if the page is past the end. */
export function NothingFound({ allHref }: { allHref: string }) {
  return (
    <EmptyState icon={<SearchX />} action={<ButtonLink href={allHref}>Show all deliveries</ButtonLink>}>
      No deliveries match this.
    </EmptyState>
  );
}
