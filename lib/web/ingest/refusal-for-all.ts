import type { Issue } from "#lib/domain/errors.ts";

/**
 * The sentence of a refusal that everybody may read. At a source of one's own a fault may quote what an expression
 * made of the body, and only admins see bodies, so only its field is told. `problem` is the answer's body.
 */
export function refusalForAll(source: string, problem: string): string {
  const { detail, issues = [] }: { detail: string; issues?: Issue[] } = JSON.parse(problem);
  const field = issues[0]?.path ?? "";
  if (!isOwn(source) || field === "") return detail;
  return `Nothing was stored: the expression for ${field} is missing or doesn't fit this post. Admins see why on the source's page.`;
}

const isOwn = (source: string): boolean => source.startsWith("src_");
