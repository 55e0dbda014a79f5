import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrCodeOf } from "#lib/web/show/qr-code.ts";

/** The modules that the path's rectangles cover. */
function drawn(path: string): Set<string> {
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1H(\d+)z/g)];
  expect(runs.map(([text]) => text).join("")).toBe(path);
  return new Set(
    runs.flatMap(([, x, y, width, back]) => {
      expect(back).toBe(x);
      return Array.from({ length: Number(width) }, (_, at) => `${Number(x) + at} ${y}`);
    }),
  );
}

test("the path covers exactly the dark modules, within a margin of four", () => {
  const text = "otpauth://totp/Tocsin:ada%40example.com?issuer=Tocsin&secret=JBSWY3DPEHPK3PXP";
  const { size, path } = qrCodeOf(text);
  const { data } = encode(text, { border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x} ${y}`] : [])));
  expect(size).toBe(data.length);
  expect(drawn(path)).toEqual(new Set(dark));
  for (const module of dark)
    for (const at of module.split(" ").map(Number)) {
      expect(at).toBeGreaterThanOrEqual(4);
      expect(at).toBeLessThan(size - 4);
    }
});
