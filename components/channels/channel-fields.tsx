"use client";

import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { AuthenticationSection } from "./form/authentication-section.tsx";
import { DeliverySection } from "./form/delivery-section.tsx";
import { DetailsSection } from "./form/details-section.tsx";
import { HeadersSection } from "./form/headers-section.tsx";
import { SecuritySection } from "./form/security-section.tsx";
import { useAskedAgain } from "./form/use-asked-again.ts";
import type { ChannelForm } from "./form/use-channel-form.ts";

type Props = {
  form: ChannelForm;
  /** The saved channel, or null for a new one. */
  stored: ChannelView | null;
  disabled?: boolean;
};

/** The sections of a channel's form, in the order of the page. */
export function ChannelFields({ form, stored, disabled }: Props) {
  const askedAgain = useAskedAgain(form, stored);
  const shared = { form, stored, askedAgain, disabled };
  return (
    <>
      <DetailsSection {...shared} />
      <SecuritySection {...shared} />
      <AuthenticationSection {...shared} />
      <HeadersSection {...shared} />
      <DeliverySection {...shared} />
    </>
  );
}
