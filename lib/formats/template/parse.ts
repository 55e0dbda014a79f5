import {
  AssignTag,
  CaptureTag,
  CaseTag,
  CommentTag,
  ForTag,
  IfTag,
  Liquid,
  LiquidError,
  Output,
  RawTag,
  type Template,
  type Token,
  Tokenizer,
  TypeGuards,
  UnlessTag,
  Value,
} from "liquidjs";
import { TEMPLATE_VARIABLES } from "#lib/domain/format/template.ts";
import { filteredValue, type Names, operandOf } from "./expression.ts";
import { TemplateFault } from "./fault.ts";
import { checkOutline } from "./outline.ts";
import type { ForNode, Node, Operand } from "./tree.ts";

/** Reads templates. It never runs one: its own tags and filters know the clock, files and more. */
const liquid = new Liquid({ cache: false, strictFilters: false, ownPropertyOnly: true });

/** @throws TemplateFault where the template is at fault */
export function parseTemplate(text: string): readonly Node[] {
  try {
    checkOutline(text, liquid);
    const reader = new Reader(text);
    const nodes = reader.nodes(liquid.parse(text));
    reader.checkNames();
    return nodes;
  } catch (error) {
    throw faultOf(error);
  }
}

function faultOf(error: unknown): unknown {
  if (error instanceof RangeError) return new TemplateFault("The template is nested too deeply.", null);
  if (!LiquidError.is(error)) return error;
  // An error may hold another one, with a place that says more.
  const { token } = error as LiquidError & { token: Token };
  const message = error.message.replace(/, line:\d+, col:\d+$/, "");
  if (message.includes("call stack")) return faultOf(new RangeError());
  const [, words = `This can't be read: ${message}.`] = WORDS.find(([said]) => said.test(message)) ?? [];
  return new TemplateFault(words, token.begin);
}

/** What the library says, and what we say. */
const WORDS: readonly (readonly [said: RegExp, words: string])[] = [
  [/^output .* not closed$/s, "This {{ has no }}: add it."],
  [/^tag .* not closed$/s, "This {% has no %}: add it."],
  [/^raw .* not closed$/s, "{% raw %} has no {% endraw %}: add it."],
  [/^invalid value expression/, "Here a value is missing."],
  [/tag name expected$/, "Between {% and %} the name of a tag is missing."],
  [/^expected "\|" before filter$/, "Here only a filter may follow, such as | json."],
];

/** Turns what the library has read into a tree of ours. */
class Reader implements Names {
  readonly #text: string;
  readonly #known = new Set<string>(TEMPLATE_VARIABLES);
  readonly #used = new Map<string, number>();
  readonly #loops: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  use(name: string, at: number): void {
    const isLoops = this.#loops.includes(name) || (name === "forloop" && this.#loops.length > 0);
    if (!isLoops && !this.#used.has(name)) this.#used.set(name, at);
  }

  /** Only at the end, because a loop's later turn may use what an earlier one assigned. */
  checkNames(): void {
    for (const [name, at] of this.#used)
      if (!this.#known.has(name))
        throw new TemplateFault(`There is no variable "${name}": look at the list of variables.`, at);
  }

  nodes(templates: readonly Template[] = []): readonly Node[] {
    return templates.flatMap((template) => this.#node(template) ?? []);
  }

  #node(template: Template): Node | null {
    const at = template.token.begin;
    if (TypeGuards.isHTMLToken(template.token)) {
      const { token } = template;
      return { kind: "text", text: token.getContent(), at: at + token.trimLeft };
    }
    if (template instanceof Output) return this.#output(template, at);
    if (template instanceof IfTag || template instanceof UnlessTag) return this.#if(template, at);
    if (template instanceof CaseTag) return this.#case(template, at);
    if (template instanceof ForTag) return this.#for(template, at);
    if (template instanceof AssignTag) return this.#assign(template, at);
    if (template instanceof CaptureTag) return this.#capture(template, at);
    if (template instanceof RawTag) return { kind: "text", text: template.render(), at };
    if (template instanceof CommentTag) return null;
    throw new TemplateFault("This can't be read.", at);
  }

  /** Read once more, because the library passes over what stands behind an expression. */
  #output({ token }: Output, at: number): Node {
    const tokenizer = new Tokenizer(this.#text, undefined, undefined, token.contentRange);
    const value = tokenizer.readFilteredValue();
    this.#checkEnd(tokenizer);
    return { kind: "output", value: filteredValue(value, this, at), at };
  }

  #if(tag: IfTag | UnlessTag, at: number): Node {
    const isUnless = tag instanceof UnlessTag;
    const branches = tag.branches.map(({ value, templates }, index) => ({
      value: filteredValue(value, this, at),
      wanted: !isUnless || index > 0,
      body: this.nodes(templates),
    }));
    return { kind: "if", branches, otherwise: this.nodes(tag.elseTemplates), at };
  }

  #case({ value, branches, elseTemplates }: CaseTag, at: number): Node {
    return {
      kind: "case",
      value: filteredValue(value, this, at),
      branches: branches.map(({ values, templates }) => ({
        operands: values.map((token) => operandOf(token, this)),
        body: this.nodes(templates),
      })),
      otherwise: this.nodes(elseTemplates),
      at,
    };
  }

  #for(tag: ForTag, at: number): ForNode {
    this.#checkEnd(tag.token.tokenizer);
    const { limit, offset, reversed, ...others } = tag.hash.hash;
    const hasReversed = Object.hasOwn(tag.hash.hash, "reversed");
    if (Object.keys(others).length > 0 || reversed !== undefined)
      throw new TemplateFault("A loop takes limit, offset and reversed, and nothing else.", at);
    const operand = (token: Token | undefined): Operand | null =>
      token === undefined ? null : operandOf(token, this);
    const outside = { of: operandOf(tag.collection, this), limit: operand(limit), offset: operand(offset) };
    const otherwise = this.nodes(tag.elseTemplates);
    this.#loops.push(tag.variable);
    const body = this.nodes(tag.templates);
    this.#loops.pop();
    return { kind: "for", name: tag.variable, ...outside, reversed: hasReversed, body, otherwise, at };
  }

  #assign(tag: AssignTag, at: number): Node {
    this.#checkEnd(tag.token.tokenizer);
    const [name] = [...tag.localScope()];
    const [value] = [...tag.arguments()];
    if (name === undefined || !(value instanceof Value)) throw new TemplateFault("This can't be read.", at);
    return { kind: "assign", name: this.#named(name.content, at), value: filteredValue(value, this, at), at };
  }

  #capture({ variable, templates }: CaptureTag, at: number): Node {
    return { kind: "capture", name: this.#named(variable, at), body: this.nodes(templates), at };
  }

  #named(name: string, at: number): string {
    if ((TEMPLATE_VARIABLES as readonly string[]).includes(name))
      throw new TemplateFault(`"${name}" is a field of the alert: choose another name.`, at);
    this.#known.add(name);
    return name;
  }

  #checkEnd(tokenizer: Tokenizer): void {
    tokenizer.skipBlank();
    if (!tokenizer.end())
      throw new TemplateFault(`What is ${tokenizer.snapshot()} to do here? Remove it.`, tokenizer.p);
  }
}
