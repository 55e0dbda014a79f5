/** The way to a member of a body: names of members and numbers of entries. */
export type Path = readonly (string | number)[];

const NAME = /^[A-Za-z_]\w*$/;
/** Words of CEL, which can't stand behind a dot. */
const RESERVED: ReadonlySet<string> = new Set(
  `true false null in as break const continue else for function if import let loop package namespace return var
  void while`.split(/\s+/),
);

/**
 * The expression that gives a member.
 * @example expressionOf("body", ["items", 0, "app/name"]) === 'body.items[0]["app/name"]'
 */
export const expressionOf = (root: "body" | "headers" | "item", path: Path): string =>
  root +
  path
    .map((step) => {
      if (typeof step === "number") return `[${step}]`;
      return NAME.test(step) && !RESERVED.has(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("");

/**
 * The expression for a member of the body in a field of an alert: of an entry of the list that `forEach` gives
 * by a plain path, it begins with `item`.
 * @example fieldExpression(["items", 2, "name"], "body.items") === "item.name"
 */
export function fieldExpression(path: Path, forEach: string): string {
  const at = path.findIndex((step, index) => {
    return typeof step === "number" && expressionOf("body", path.slice(0, index)) === forEach.trim();
  });
  return at === -1 ? expressionOf("body", path) : expressionOf("item", path.slice(at + 1));
}
