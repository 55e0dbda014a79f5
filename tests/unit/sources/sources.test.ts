import { describe, expect, test } from "vitest";
import { MalformedBody, type Source } from "#lib/sources/source.ts";
import { sources } from "#lib/sources/sources.ts";

type Type = keyof typeof sources;

/** One alert as each source's senders write it, by media type. */
const samples: Record<Type, Record<string, string>> = {
  native: {
    "application/json": '{"alert_title":"Disk full"}',
    "application/x-ndjson": '{"alert_title":"Disk full"}\n',
  },
};

const listed: [Type, Source][] = Object.entries(sources) as [Type, Source][];
const header = () => null;

describe.each(listed)("the source %s", (type, source) => {
  test("has a sample for each of its media types, which are in lower case", () => {
    expect(Object.keys(samples[type])).toEqual(source.mediaTypes);
    expect(source.mediaTypes).toEqual(source.mediaTypes.map((one) => one.toLowerCase()));
  });

  test.each(Object.entries(samples[type]))("reads %s", (mediaType, text) => {
    const { alerts } = source.read({ text, mediaType, header });
    expect(alerts).toMatchObject([{ alert: { alert_title: "Disk full" } }]);
  });

  test.each(source.mediaTypes)("answers a body of %s that is cut off with MalformedBody", (mediaType) => {
    expect(() => source.read({ text: '{"alert_title":', mediaType, header })).toThrow(MalformedBody);
  });

  test("names its media types to whoever sends another one", () => {
    for (const mediaType of source.mediaTypes) expect(source.wrongMediaType).toContain(mediaType);
  });
});
