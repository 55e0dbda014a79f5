type Members = Readonly<Record<string, unknown>>;

/**
 * What a change means to the audit log: the members of `after` that differ, and under `was` what they were before.
 * Without a difference it is empty. E.g. { enabled: false, was: { enabled: true } }.
 */
export function changedMembers(before: Members, after: Members): Members {
  const changed = Object.keys(after).filter(
    (member) => JSON.stringify(after[member]) !== JSON.stringify(before[member]),
  );
  if (changed.length === 0) return {};
  return { ...pick(after, changed), was: pick(before, changed) };
}

const pick = (from: Members, members: readonly string[]): Members =>
  Object.fromEntries(members.map((member) => [member, from[member] ?? null]));
