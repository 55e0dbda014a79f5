/** The rule that sent a delivery; without a name if the rule was deleted since. */
export type SendingRule = { id: string; name: string | null };

export const sendingRule = (id: string | null, name: string | null): SendingRule | null =>
  id === null ? null : { id, name };
