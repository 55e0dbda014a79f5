/** A moment (ms) as an input of type datetime-local takes it, in the browser's time zone. */
export function localInput(moment: number): string {
  const local = moment - new Date(moment).getTimezoneOffset() * 60_000;
  return new Date(local).toISOString().slice(0, 16);
}
