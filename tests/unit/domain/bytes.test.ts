import { expect, test } from "vitest";
import { bytesInWords } from "#lib/domain/bytes.ts";

test.each([
  [0, "0.0 KiB"],
  [1_000, "1.0 KiB"],
  [1_024, "1.0 KiB"],
  [1.5 * 2 ** 20, "1.5 MiB"],
  [1.5 * 2 ** 30, "1.5 GiB"],
  [2 ** 52, "4096.0 TiB"],
])("%d bytes are %s", (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});
