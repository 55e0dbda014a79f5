import { type Liquid, type TagToken, Tokenizer, TypeGuards } from "liquidjs";
import { TEMPLATE_TAGS } from "#lib/domain/format/template.ts";
import { TemplateFault } from "./fault.ts";

const BLOCKS: readonly string[] = TEMPLATE_TAGS.filter((tag) => tag !== "assign");
/** The tags between a block's beginning and its end, and the blocks that they belong to. */
const BETWEEN: Readonly<Record<string, readonly string[]>> = {
  else: ["if", "unless", "case", "for"],
  elsif: ["if", "unless"],
  when: ["case"],
};
/** The parser and the run go one level down the stack for each. */
const MOST_LEVELS = 20;

/**
 * Refuses tags that a template may not use, and blocks that do not fit into each other. The parser itself says
 * less, and would go down without a limit.
 */
export function checkOutline(text: string, { options }: Liquid): void {
  const open: TagToken[] = [];
  for (const token of new Tokenizer(text).readTopLevelTokens(options)) {
    if (!TypeGuards.isTagToken(token)) continue;
    const inside = open.at(-1);
    if (inside?.name === "comment" && token.name !== "endcomment") continue;
    if (token.name.startsWith("end")) close(open, token);
    else if (Object.hasOwn(BETWEEN, token.name)) checkBetween(inside, token);
    else checkTag(token);
    if (BLOCKS.includes(token.name)) open.push(token);
    if (open.length > MOST_LEVELS)
      throw new TemplateFault(`Tags may stand at most ${MOST_LEVELS} deep in each other.`, token.begin);
  }
  const left = open.at(-1);
  if (left) throw new TemplateFault(`{% ${left.name} %} has no {% end${left.name} %}: add it.`, left.begin);
}

function close(open: TagToken[], { name, begin }: TagToken): void {
  const last = open.pop();
  if (last === undefined) throw new TemplateFault(`{% ${name} %} ends nothing: remove it.`, begin);
  if (name !== `end${last.name}`)
    throw new TemplateFault(`{% ${name} %} stands where {% end${last.name} %} is due.`, begin);
}

function checkBetween(inside: TagToken | undefined, { name, begin }: TagToken): void {
  const blocks = BETWEEN[name] ?? [];
  if (inside === undefined || !blocks.includes(inside.name))
    throw new TemplateFault(`{% ${name} %} may stand only in ${blocks.join(", ")}.`, begin);
}

function checkTag({ name, begin }: TagToken): void {
  if (!(TEMPLATE_TAGS as readonly string[]).includes(name))
    throw new TemplateFault(`There is no tag "${name}". Use one of ${TEMPLATE_TAGS.join(", ")}.`, begin);
}
