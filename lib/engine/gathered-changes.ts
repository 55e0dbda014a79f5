import type { Change, ChangeKind } from "#lib/domain/live/change.ts";

/** The most ids that are told of one kind. If more have changed, only the kind is told. */
export const IDS_MAX = 50;

/** What has changed since the last `take`, each thing once. */
export class GatheredChanges {
  #byKind = new Map<ChangeKind, Set<string> | null>();

  /** `id` is null if any thing of the kind may have changed. */
  add(kind: ChangeKind, id: string | null): void {
    const known = this.#byKind.get(kind);
    if (known === null) return;
    if (id === null) this.#byKind.set(kind, null);
    else if (known === undefined) this.#byKind.set(kind, new Set([id]));
    else if (known.add(id).size > IDS_MAX) this.#byKind.set(kind, null);
  }

  take(): Change[] {
    const taken = [...this.#byKind].map(([kind, ids]) => ({ kind, ids: ids && [...ids] }));
    this.#byKind.clear();
    return taken;
  }
}
