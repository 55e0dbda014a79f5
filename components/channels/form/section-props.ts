import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { AskedAgain } from "./use-asked-again.ts";
import type { ChannelForm } from "./use-channel-form.ts";
import type { ChosenFormat } from "./use-chosen-format.ts";

/** The props of every section of the form. */
export type SectionProps = {
  form: ChannelForm;
  /** The saved channel, or null for a new one. */
  stored: ChannelView | null;
  askedAgain: AskedAgain;
  chosen: ChosenFormat;
  disabled: boolean | undefined;
};
