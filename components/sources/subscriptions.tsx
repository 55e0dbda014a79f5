"use client";

import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { Button } from "#components/ui/button.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Status } from "#components/ui/status.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { SubscriptionView } from "#lib/domain/source/subscription.ts";

type Decide = (id: string) => Promise<ActionResult>;

type Props = {
  subscriptions: readonly SubscriptionView[];
  /** Leave out for users who may only look. */
  decide: { confirm: Decide; dismiss: Decide } | undefined;
  /** The server's clock, ms since 1970. */
  now: number;
};

/** The topics of Amazon SNS that asked to post here, each with buttons until it is confirmed or dismissed. */
export function Subscriptions({ subscriptions, decide, now }: Props) {
  return (
    <>
      <p className="text-muted">
        Amazon SNS posts only after its subscription is confirmed. Confirm a topic that you know: from then
        on, each of its messages becomes an alert.
      </p>
      {subscriptions.length === 0 ? (
        <p>No topic has asked yet.</p>
      ) : (
        <ul className="divide-y rounded-md border">
          {subscriptions.map((one) => (
            <Subscription key={one.id} subscription={one} decide={decide} now={now} />
          ))}
        </ul>
      )}
    </>
  );
}

type SubscriptionProps = Omit<Props, "subscriptions"> & { subscription: SubscriptionView };

function Subscription({ subscription, decide, now }: SubscriptionProps) {
  const { id, topicArn, keyName, requestedAt, confirmedAt, waits, lastAnswer } = subscription;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2.5">
      <div className="min-w-0">
        <p className="wrap-anywhere font-medium">
          <OutsideText text={topicArn} />
        </p>
        <p className="text-muted text-sm">
          Asked <RelativeTime at={requestedAt} now={now} />
          {keyName !== null && (
            <>
              {" with the key "}
              <OutsideText text={keyName} />
            </>
          )}
          {confirmedAt === null && lastAnswer !== null && (
            <>
              . The last try came to: <OutsideText text={lastAnswer} />
            </>
          )}
        </p>
      </div>
      {confirmedAt !== null ? (
        <Status tone="success">Confirmed</Status>
      ) : waits && decide ? (
        <div className="flex flex-wrap gap-2 noscript:hidden">
          <Dismiss id={id} topicArn={topicArn} decide={decide.dismiss} />
          <Confirm id={id} topicArn={topicArn} decide={decide.confirm} />
        </div>
      ) : (
        <Status tone="warning">{waits ? "Waits for an admin" : "Not confirmed"}</Status>
      )}
    </li>
  );
}

type DecideProps = { id: string; topicArn: string; decide: Decide };

function Dismiss({ id, topicArn, decide }: DecideProps) {
  const [pending, setPending] = useState(false);
  async function press() {
    setPending(true);
    const result = await answerOf(decide(id));
    setPending(false);
    if (result.ok) toast.success("The topic is dismissed", { description: topicArn });
    else toast.error("The topic is not dismissed", { description: result.message });
  }
  return (
    <Button pending={pending} onClick={press} aria-label={`Dismiss ${topicArn}`}>
      Dismiss
    </Button>
  );
}

function Confirm({ id, topicArn, decide }: DecideProps) {
  const [pending, setPending] = useState(false);
  async function press() {
    setPending(true);
    const result = await answerOf(decide(id));
    setPending(false);
    if (result.ok) toast.success("The subscription is confirmed", { description: topicArn });
    else toast.error("The subscription is not confirmed", { description: result.message });
  }
  return (
    <Button pending={pending} onClick={press} aria-label={`Confirm ${topicArn}`}>
      Confirm
    </Button>
  );
}
