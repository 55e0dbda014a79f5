import { describe, expect, test } from "vitest";
import { channelFilter, channelsFound } from "#components/channels/channel-filter.ts";
import { OFFERED_MAX } from "#components/list/filter.ts";

const find = async () => ({ ok: true as const, value: { options: [], more: false } });
const channels = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `chn_${n}`, name: `Channel ${n}` }));

describe("the filter by channel", () => {
  test("offers all channels if there are few", () => {
    const filter = channelFilter(channels(OFFERED_MAX), undefined, find);
    expect(filter.options).toHaveLength(OFFERED_MAX);
    expect(filter.find).toBeUndefined();
  });

  test("offers a search among many, and keeps the chosen one", () => {
    const filter = channelFilter(channels(OFFERED_MAX + 1), "chn_7", find);
    expect(filter.options).toEqual([{ value: "chn_7", label: "Channel 7" }]);
    expect(filter.find).toBe(find);
  });

  test("keeps a deleted channel", () => {
    expect(channelFilter([], "chn_gone", find).options).toEqual([
      { value: "chn_gone", label: "Deleted channel" },
    ]);
  });
});

describe("its search", () => {
  test("finds names that contain the typed text, ignoring case", () => {
    expect(channelsFound(channels(20), " NEL 12 ")).toEqual({
      options: [{ value: "chn_12", label: "Channel 12" }],
      more: false,
    });
  });

  test("says if there are more than it offers", () => {
    const { options, more } = channelsFound(channels(OFFERED_MAX + 1), "");
    expect(options).toHaveLength(OFFERED_MAX);
    expect(more).toBe(true);
  });
});
