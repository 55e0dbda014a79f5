"use client";

import { FormSection } from "#components/form/form-section.tsx";
import { useLater } from "#components/ui/later.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { FormatFault } from "#lib/domain/format/preview.ts";
import { parts } from "./later-parts.ts";
import type { ChannelForm } from "./use-channel-form.ts";
import type { ChosenFormat } from "./use-chosen-format.ts";
import type { MakePreview } from "./use-preview.ts";

type PreviewSectionProps = {
  form: ChannelForm;
  chosen: ChosenFormat;
  channelId: string | null;
  make: MakePreview;
  onFault: (fault: FormatFault | null) => void;
};

/** The preview, below the form's first sections; beside them where the page is wide enough. */
export function PreviewSection({ chosen: { face }, ...props }: PreviewSectionProps) {
  const loaded = useLater(parts);
  return (
    <div className="beside-form noscript:hidden">
      <div className="sticky top-18">
        <FormSection title="Preview">
          <div className="min-h-72">
            {loaded === undefined || face === null ? (
              <Skeleton className="h-40" />
            ) : (
              <loaded.PreviewPanel key={face.type} {...props} face={face} />
            )}
          </div>
        </FormSection>
      </div>
    </div>
  );
}
