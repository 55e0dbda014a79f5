import { SearchX, Siren } from "lucide-react";
import { curlExample } from "#components/api-keys/curl-example.ts";
import { KeyHint } from "#components/api-keys/key-hint.tsx";
import { ALERTS } from "#components/paths.ts";
import { OwnFormatHint } from "#components/sources/own-format-hint.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

type NoAlertsProps = {
  /** The address of this installation. */
  address: string;
  mayMakeKeys: boolean;
};

/** Shown before the first alert: a command that posts one. The page listens for it. */
export function NoAlerts({ address, mayMakeKeys }: NoAlertsProps) {
  return (
    <EmptyState
      icon={<Siren />}
      action={
        <div className="flex w-full max-w-2xl flex-col items-center gap-4">
          <CodeBlock code={curlExample(address)} label="curl example" wrap className="w-full text-left" />
          <OwnFormatHint mayManage={mayMakeKeys} />
          <p className="inline-flex items-center gap-2 font-medium text-ink">
            <span aria-hidden className="size-2 animate-pulse rounded-full bg-success-dot" />
            Listening…
          </p>
        </div>
      }
    >
      No alerts yet. Post one with <KeyHint mayMakeKeys={mayMakeKeys} />: it shows up here by itself.
    </EmptyState>
  );
}

/** Shown if no alert matches the filters, or if the page is past the end. */
export function NoAlertFound({ pastEnd }: { pastEnd: boolean }) {
  return (
    <EmptyState icon={<SearchX />} action={<ButtonLink href={ALERTS}>Show all alerts</ButtonLink>}>
      {pastEnd ? "There are no more alerts here." : "No alert matches this search and these filters."}
    </EmptyState>
  );
}
