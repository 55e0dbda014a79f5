import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { AskedAgain } from "./use-asked-again.ts";
import type { ChannelForm } from "./use-channel-form.ts";

/** What every section of the form is given. */
export type SectionProps = {
  form: ChannelForm;
  /** The saved channel, or null for a new one. */
  stored: ChannelView | null;
  askedAgain: AskedAgain;
  disabled: boolean | undefined;
};
