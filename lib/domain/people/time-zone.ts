/** Longer than any name of the IANA database. */
const LONGEST = 64;

/**
 * Whether a text names a time zone that this runtime knows. Offsets such as `+01:00` are no names.
 *
 * Example: "Europe/Berlin" → true; "Mars/Olympus" → false
 */
export function isTimeZone(name: string): boolean {
  if (name.length > LONGEST || !/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
