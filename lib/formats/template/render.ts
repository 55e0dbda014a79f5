import { Budget } from "./budget.ts";
import { equals, evaluate, evaluateOperand, isTrue, type TemplateScope } from "./evaluate.ts";
import { Output } from "./output.ts";
import { textOf } from "./text.ts";
import type { ForNode, Node, Operand, Value } from "./tree.ts";

/** The values that a template may read, by name. One that is read for the run pays for it. */
export type TemplateVariables = (name: string, budget: Budget) => unknown;

/**
 * Runs a template. Each output of a JSON template is escaped for a JSON text, unless its last filter is json.
 * Throws TemplateFault if the run needs more than it may.
 */
export function render(nodes: readonly Node[], variables: TemplateVariables, isJson: boolean): Output {
  const budget = new Budget();
  const run = new Run(variables, budget, isJson);
  const output = new Output(budget);
  run.write(nodes, output, isJson);
  return output;
}

class Run implements TemplateScope {
  readonly budget: Budget;
  readonly #variables: TemplateVariables;
  readonly #isJson: boolean;
  /** What the template has named itself. */
  readonly #own = new Map<string, unknown>();

  constructor(variables: TemplateVariables, budget: Budget, isJson: boolean) {
    this.#variables = variables;
    this.budget = budget;
    this.#isJson = isJson;
  }

  variable(name: string): unknown {
    return this.#own.has(name) ? this.#own.get(name) : this.#variables(name, this.budget);
  }

  write(nodes: readonly Node[], output: Output, escaped: boolean): void {
    for (const node of nodes) this.#node(node, output, escaped);
  }

  /** A captured text is not escaped before it is printed, else it would be escaped twice. */
  #node(node: Node, output: Output, escaped: boolean): void {
    this.budget.at = node.at;
    this.budget.step();
    switch (node.kind) {
      case "text":
        output.write(node.text, node.at, true);
        break;
      case "output":
        output.write(this.#printed(node.value, escaped), node.at, false);
        break;
      case "assign":
        this.#own.set(node.name, evaluate(node.value, this));
        break;
      case "capture":
        this.#own.set(node.name, this.#captured(node.body));
        break;
      case "if":
        this.write(this.#branch(node), output, escaped);
        break;
      case "case":
        this.write(this.#when(node), output, escaped);
        break;
      case "for":
        this.#loop(node, output, escaped);
    }
  }

  #printed(value: Value, escaped: boolean): string {
    const text = textOf(evaluate(value, this), this.budget);
    const isMadeByJson = value.filters.at(-1)?.name === "json";
    return escaped && this.#isJson && !isMadeByJson ? JSON.stringify(text).slice(1, -1) : text;
  }

  #captured(body: readonly Node[]): string {
    const output = new Output(this.budget);
    this.write(body, output, false);
    return output.text();
  }

  #branch({ branches, otherwise }: Node & { kind: "if" }): readonly Node[] {
    const taken = branches.find(({ value, wanted }) => isTrue(evaluate(value, this)) === wanted);
    return taken?.body ?? otherwise;
  }

  #when({ value, branches, otherwise }: Node & { kind: "case" }): readonly Node[] {
    const target = evaluate(value, this);
    const isTarget = (operand: Operand): boolean =>
      equals(target, evaluateOperand(operand, this), this.budget);
    return branches.find(({ operands }) => operands.some(isTarget))?.body ?? otherwise;
  }

  #loop(node: ForNode, output: Output, escaped: boolean): void {
    const items = this.#items(node);
    if (items.length === 0) this.write(node.otherwise, output, escaped);
    const before = [node.name, "forloop"].map(
      (name) => [name, this.#own.has(name), this.#own.get(name)] as const,
    );
    for (const [index, item] of items.entries()) {
      this.budget.at = node.at;
      this.budget.turn();
      this.#own.set(node.name, item);
      this.#own.set("forloop", forloop(index, items.length));
      this.write(node.body, output, escaped);
    }
    for (const [name, had, value] of before) {
      if (had) this.#own.set(name, value);
      else this.#own.delete(name);
    }
  }

  #items({ of, offset, limit, reversed }: ForNode): readonly unknown[] {
    const all = itemsOf(evaluateOperand(of, this), this.budget);
    const from = this.#count(offset) ?? 0;
    const most = this.#count(limit) ?? all.length;
    const items = all.slice(from, from + most);
    return reversed ? items.reverse() : items;
  }

  #count(operand: Operand | null): number | null {
    const count = operand === null ? null : evaluateOperand(operand, this);
    return typeof count === "number" ? Math.max(0, Math.trunc(count)) : null;
  }
}

/** What a loop goes through: a list's items, an object's pairs, a text as one; else nothing. */
function itemsOf(value: unknown, budget: Budget): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return value === "" ? [] : [value];
  const pairs = typeof value === "object" && value !== null ? Object.entries(value) : [];
  budget.step(pairs.length / 4);
  return pairs;
}

const forloop = (index: number, length: number) => ({
  index: index + 1,
  index0: index,
  rindex: length - index,
  rindex0: length - index - 1,
  first: index === 0,
  last: index === length - 1,
  length,
});
