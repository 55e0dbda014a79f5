/** Whether a secret can be sent in a header line: visible Latin-1 characters, without spaces. */
export const isHeaderToken = (value: string): boolean => /^[\x21-\x7e\xa1-\xff]*$/.test(value);

/** What is wrong with one that can't. */
export const noHeaderToken = (label: string): string =>
  `${label} may hold visible Latin-1 characters only, without spaces: check what was pasted.`;
