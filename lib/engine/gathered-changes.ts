import type { Change, ChangeKind } from "#lib/domain/live/change.ts";

/** The most ids that are told of one kind. If more have changed, only the kind is told. */
export const IDS_MAX = 50;

/**
 * What is known of a kind: how often it was added, its ids (null for any), and whether `add` has said that this
 * is enough.
 */
type Known = { added: number; ids: Set<string> | null; enough: boolean };

/** What has changed since the last `take`, each thing once. */
export class GatheredChanges {
  #byKind = new Map<ChangeKind, Known>();

  /**
   * `id` is null if any thing of the kind may have changed. Returns true once between two takes: when the kind
   * was added often, and adding more of it would change nothing.
   */
  add(kind: ChangeKind, id: string | null): boolean {
    const known = this.#byKind.get(kind) ?? { added: 0, ids: new Set(), enough: false };
    this.#byKind.set(kind, known);
    known.added++;
    if (id === null || (known.ids !== null && known.ids.add(id).size > IDS_MAX)) known.ids = null;
    if (known.enough || known.ids !== null || known.added <= IDS_MAX) return false;
    known.enough = true;
    return true;
  }

  take(): Change[] {
    const taken = [...this.#byKind].map(([kind, { ids }]) => ({ kind, ids: ids && [...ids] }));
    this.#byKind.clear();
    return taken;
  }
}
