import { SCOPES } from "#lib/domain/people/actor.ts";
import { API_KEY_STATES, type ApiKeyView, apiKeyState } from "#lib/domain/people/api-key.ts";
import { STATE_WORDS } from "./key-state.tsx";

/** The list's search and filters from the address bar. An empty member asks for all. */
export type KeyChoice = { q: string; state: string; scope: string };

export const STATE_FILTERS = API_KEY_STATES.map((value) => ({ value, label: STATE_WORDS[value] }));
export const SCOPE_FILTERS = SCOPES.map((value) => ({ value, label: value }));

/**
 * The keys that match the filters at `now` (ms since 1970) and the search (in the name, ignoring case), in the
 * order given.
 */
export function chooseKeys(keys: readonly ApiKeyView[], choice: KeyChoice, now: number): ApiKeyView[] {
  const wanted = choice.q.trim().toLowerCase();
  return keys.filter(
    (key) =>
      (choice.state === "" || apiKeyState(key, now) === choice.state) &&
      (choice.scope === "" || key.scopes.some((scope) => scope === choice.scope)) &&
      key.name.toLowerCase().includes(wanted),
  );
}
