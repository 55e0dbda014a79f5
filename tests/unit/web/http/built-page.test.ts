import { expect, test } from "vitest";
import { sourcesOf } from "#lib/web/http/built-page.ts";

/** SHA-256 of `a()` and of `a{}`, by openssl. */
const A = "'sha256-";

test("only what stands in the page itself has a hash, each part its own", () => {
  const { scripts, styles } = sourcesOf(
    '<style>a{}</style><script src="/a.js" async=""></script><script id="x">a()</script><script>\nb()\n</script>',
  );
  expect(scripts).toHaveLength(2);
  expect(styles).toEqual([`${A}X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='`]);
  expect(scripts[0]).toBe(`${A}qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='`);
});

test("a page without any has none", () => {
  expect(sourcesOf("")).toEqual({ scripts: [], styles: [] });
});
