import { expect, test } from "vitest";
import { expressionOf, fieldExpression, type Path } from "#components/sources/own/path-expression.ts";
import { faultOfSourceExpression } from "#lib/domain/source/own/expression.ts";

test.each<[Path, string]>([
  [[], "body"],
  [["title"], "body.title"],
  [["items", 0, "name"], "body.items[0].name"],
  [["app.kubernetes.io/name"], 'body["app.kubernetes.io/name"]'],
  [['a "quoted" \\ name'], 'body["a \\"quoted\\" \\\\ name"]'],
  [["in", "for"], 'body["in"]["for"]'],
  [["größe"], 'body["größe"]'],
  [[""], 'body[""]'],
])("%j is %s, which CEL reads", (path, expression) => {
  expect(expressionOf("body", path)).toBe(expression);
  expect(faultOfSourceExpression(expression, "body")).toBeNull();
});

test.each<[Path, string, string]>([
  [["items", 2, "name"], "body.items", "item.name"],
  [["items", 2, "tags", 0], " body.items ", "item.tags[0]"],
  [["items", 2], "body.items", "item"],
  [["from"], "body.items", "body.from"],
  [["other", 2, "name"], "body.items", "body.other[2].name"],
  [[0, "name"], "body", "item.name"],
  [["items", 2, "name"], "", "body.items[2].name"],
])("of an entry %j with the list %j: %s", (path, forEach, expression) => {
  expect(fieldExpression(path, forEach)).toBe(expression);
});
