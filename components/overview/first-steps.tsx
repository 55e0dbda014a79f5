import { Check, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { curlExample } from "#components/api-keys/curl-example.ts";
import { KeyHint } from "#components/api-keys/key-hint.tsx";
import { NEW_WEBHOOK } from "#components/paths.ts";
import { OwnFormatHint } from "#components/sources/own-format-hint.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";

type Props = {
  hasChannel: boolean;
  hasEvent: boolean;
  /** The address of this installation. */
  address: string;
  mayManage: boolean;
};

/** The way from an empty installation to the first delivered alert. It leaves as soon as both steps are done. */
export function FirstSteps({ hasChannel, hasEvent, address, mayManage }: Props) {
  return (
    <section aria-labelledby="first-steps" className="flex flex-col gap-2">
      <h2 id="first-steps" className="font-semibold">
        Two steps to the first delivered alert
      </h2>
      <ol className="divide-y rounded-lg border bg-surface">
        <Step number={1} title="Add a webhook" done={hasChannel}>
          <p>Tocsin sends your alerts to it: a ticket system, an automation or your own service.</p>
          {mayManage ? (
            <ButtonLink
              href={NEW_WEBHOOK}
              variant="primary"
              icon={<Plus aria-hidden />}
              className="self-start"
            >
              Add webhook
            </ButtonLink>
          ) : (
            <p>An admin can add one.</p>
          )}
        </Step>
        <Step number={2} title="Post an alert" done={hasEvent}>
          <p>
            Post one with <KeyHint mayMakeKeys={mayManage} />: it shows up here by itself.
          </p>
          <CodeBlock code={curlExample(address)} label="curl example" wrap />
          <OwnFormatHint mayManage={mayManage} />
        </Step>
      </ol>
    </section>
  );
}

type StepProps = { number: number; title: string; done: boolean; children: ReactNode };

function Step({ number, title, done, children }: StepProps) {
  return (
    <li className="flex gap-3 px-4 py-4 sm:px-5">
      <span
        aria-hidden
        className={`inline-flex size-6 shrink-0 items-center justify-center rounded-full font-medium text-sm ${
          done ? "bg-success-soft text-success-text" : "bg-accent-soft text-accent-text"
        }`}
      >
        {done ? <Check className="size-4" /> : number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <h3 className={`leading-6 ${done ? "text-muted" : "font-medium"}`}>
          {title}
          {done && <span className="sr-only"> (done)</span>}
        </h3>
        {!done && <div className="flex flex-col gap-3 text-muted">{children}</div>}
      </div>
    </li>
  );
}
