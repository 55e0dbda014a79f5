import type { ChannelFormat } from "./format.ts";
import type { GivenFormat } from "./format-schema.ts";

/** A format as it is shown; sent back, it keeps its saved secrets. */
export const shownFormat = ({ type, fields, secrets }: ChannelFormat): GivenFormat => ({
  type,
  ...fields,
  ...(secrets.length > 0 && { saved: true }),
});
