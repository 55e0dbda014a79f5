"use client";

import { useState } from "react";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { FormatFault } from "#lib/domain/format/preview.ts";
import { AuthenticationSection } from "./form/authentication-section.tsx";
import { DeliverySection } from "./form/delivery-section.tsx";
import { DetailsSection } from "./form/details-section.tsx";
import { FormatSection } from "./form/format-section.tsx";
import { HeadersSection } from "./form/headers-section.tsx";
import { PreviewSection } from "./form/preview-section.tsx";
import { SecuritySection } from "./form/security-section.tsx";
import { useAskedAgain } from "./form/use-asked-again.ts";
import type { ChannelForm } from "./form/use-channel-form.ts";
import { useChosenFormat } from "./form/use-chosen-format.ts";
import type { MakePreview } from "./form/use-preview.ts";
import type { FormatFace } from "./format/format-face.ts";

type Props = {
  form: ChannelForm;
  /** The saved channel, or null for a new one. */
  stored: ChannelView | null;
  /** The format that the form opens with. */
  format: FormatFace;
  /** What another format means for the deliveries that wait; null if none do. */
  waiting?: string | null;
  /** Leave out for users who may only look. */
  preview?: MakePreview;
  disabled?: boolean;
};

/** The sections of a channel's form, in the order of the page. */
export function ChannelFields({ form, stored, format, waiting = null, preview, disabled }: Props) {
  const askedAgain = useAskedAgain(form, stored);
  const chosen = useChosenFormat(form, format);
  const [fault, setFault] = useState<FormatFault | null>(null);
  const shared = { form, stored, askedAgain, chosen, disabled };
  return (
    <div className="relative flex flex-col gap-5">
      <FormatSection {...shared} waiting={waiting} fault={fault} />
      <DetailsSection {...shared} />
      {preview && (
        <PreviewSection
          form={form}
          chosen={chosen}
          channelId={stored?.id ?? null}
          make={preview}
          onFault={setFault}
        />
      )}
      <SecuritySection {...shared} />
      <AuthenticationSection {...shared} />
      <HeadersSection {...shared} />
      <DeliverySection {...shared} />
    </div>
  );
}
