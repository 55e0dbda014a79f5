import { firstText, type Members } from "./members.ts";

/**
 * Reads members of a body that an operator wrote as a template. A variable that the sender didn't fill in counts
 * as absent.
 */
export const filled =
  (body: Members, unresolved: RegExp) =>
  (...names: readonly string[]): string | null => {
    const texts = names.map((name) => firstText(body[name]));
    return texts.find((text) => text !== null && !unresolved.test(text)) ?? null;
  };
