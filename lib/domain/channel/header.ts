/** Header names are the same whatever their case. */
export const headerKey = (name: string): string => name.toLowerCase();
