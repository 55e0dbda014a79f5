/** The members that have a value. */
export function known<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const given = Object.entries(members).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  // Object.fromEntries keeps a member named __proto__; an assignment would lose it.
  return Object.fromEntries(given) as { [K in keyof T]?: NonNullable<T[K]> };
}
