import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Attempts } from "#components/deliveries/attempts.tsx";
import { ChannelLink } from "#components/deliveries/channel-link.tsx";
import { DeliveryButtons } from "#components/deliveries/delivery-buttons.tsx";
import { DeliveryFacts } from "#components/deliveries/delivery-facts.tsx";
import { DeliveryNote } from "#components/deliveries/delivery-note.tsx";
import { DeliveryState } from "#components/deliveries/delivery-state.tsx";
import { possibleActs } from "#components/deliveries/possible-acts.ts";
import { SentRequest } from "#components/deliveries/sent-request.tsx";
import { STATE_WORDS } from "#components/deliveries/words.ts";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { findChannel } from "#db/queries/channels.ts";
import { readDb } from "#db/read.ts";
import type { DeliveryDetail } from "#lib/domain/delivery/delivery.ts";
import { may } from "#lib/domain/people/actor.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { actorOf, currentSession, requireSession, type Session } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { deliveryDetail } from "#lib/web/show/delivery.ts";
import { changeDelivery } from "../actions.ts";

type Props = { params: Promise<{ id: string }> };

const readDelivery = cache((id: string, session: Session) => deliveryDetail(readDb(), id, actorOf(session)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const session = await currentSession();
  const delivery = session && (await readDelivery((await params).id, session));
  return { title: visibleText(delivery?.alertTitle ?? "Delivery not found") };
}

export default async function DeliveryPage({ params }: Props) {
  const session = await requireSession();
  const seen = changesMark();
  const mayOperate = may(actorOf(session), "operate");
  const delivery = await readDelivery((await params).id, session);
  if (delivery === null) notFound();
  const channel = await findChannel(readDb(), delivery.channelId);
  const now = Date.now();
  return (
    <div className="flex max-w-240 flex-col gap-5">
      <PageHeader
        title={delivery.alertTitle}
        status={<DeliveryState state={delivery.state} />}
        description={
          <>
            <Destination delivery={delivery} />
            {!mayOperate && <p>You can look at this delivery; operators and admins send it again.</p>}
          </>
        }
        actions={
          <>
            <LiveRefresh
              seen={seen}
              watched={{ delivery: [delivery.id], channel: [delivery.channelId] }}
              summary={summaryOf(delivery)}
            />
            {mayOperate && (
              <DeliveryButtons
                id={delivery.id}
                channelName={delivery.channelName}
                possible={possibleActs(delivery)}
                {...(channel?.enabled === false && { waits: true })}
                change={changeDelivery}
              />
            )}
          </>
        }
      />
      <DeliveryNote delivery={delivery} now={now} />
      <DeliveryFacts delivery={delivery} now={now} />
      <SentRequest request={delivery.request} attempts={delivery.attempts} />
      <Attempts attempts={delivery.attempts} now={now} answersHidden={!mayOperate} />
    </div>
  );
}

function Destination({ delivery }: { delivery: DeliveryDetail }) {
  return (
    <>
      {delivery.test && <Badge tone="info">Test</Badge>} To <ChannelLink delivery={delivery} />
    </>
  );
}

const summaryOf = ({ state, attemptsMade }: DeliveryDetail): string =>
  `${STATE_WORDS[state]}, attempts made: ${attemptsMade}.`;
