import type { GivenFormat } from "./format-schema.ts";

/** What a preview is made of: settings as they are typed, with or without a saved channel behind them. */
export type PreviewInput = {
  /** Null for a channel that is not saved yet. */
  channelId: string | null;
  /** The channel's name as typed; it may be empty. */
  name: string;
  format: GivenFormat;
};

/** The body that a format makes, with secrets masked, or why it makes none. */
export type FormatPreview =
  | {
      body: string;
      headers: Record<string, string>;
      /** Of the channel's last event, or of a sample if it has none. */
      from: "event" | "sample";
      alertId: string;
      failure: null;
    }
  | { failure: FormatFault };

/** Why a format makes no body. `line` and `column` count from 1, in a template. */
export type FormatFault = { message: string; line: number | null; column: number | null };
