import { SENDER_STATES } from "#lib/domain/source/sender-view.ts";
import type { ListedSender } from "./listed-sender.ts";
import { STATE_WORDS } from "./sender-status.tsx";

/** The list's search and filter from the address bar. An empty member asks for all. */
export type SenderChoice = { q: string; state: string };

export const STATE_FILTERS = SENDER_STATES.map((value) => ({ value, label: STATE_WORDS[value] }));

/** The senders in the state, with the words in the name of the source or the key, in the order given. */
export function chooseSenders(senders: readonly ListedSender[], { q, state }: SenderChoice): ListedSender[] {
  const wanted = q.trim().toLowerCase();
  return senders.filter(
    (sender) =>
      (state === "" || sender.state === state) &&
      `${sender.name} ${sender.keyName ?? ""}`.toLowerCase().includes(wanted),
  );
}
