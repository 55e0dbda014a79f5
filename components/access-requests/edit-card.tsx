import { useFieldControl } from "#components/form/field.tsx";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { ChannelCard } from "./channel-card.tsx";
import { EventChoices } from "./event-choices.tsx";
import type { Selectable } from "./selection.ts";
import type { AccessRequestsControl } from "./use-access-requests-form.ts";

type EditCardProps = {
  control: AccessRequestsControl;
  index: number;
  channel: Selectable | undefined;
  onRemove: () => void;
};

/** A card with checkboxes for its events. */
export function EditCard({ control, index, channel, onRemove }: EditCardProps) {
  const name = `channels.${index}.events` as const;
  const { field, error, ids } = useFieldControl({ control, name, label: "Events" });
  const { ref: _, id: __, ...choices } = field;
  return (
    <ChannelCard channel={channel} count={field.value.length} onRemove={onRemove}>
      <EventChoices {...choices} />
      <FieldMessages ids={ids} error={error} />
    </ChannelCard>
  );
}
