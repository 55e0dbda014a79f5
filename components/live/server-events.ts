/** An event of a stream; `data` is null if it carries an id only. */
export type ServerEvent = { id: string; data: string | null };

/** What Tocsin sends of an event: an `id`, and one line of `data` or none (HTML Standard, 9.2.6). */
const EVENT = /^id: (.*)(?:\ndata: (.*))?/gm;

/** The whole events at the beginning of `text`, and the rest, which is the start of the next one. */
export function takeEvents(text: string): { events: ServerEvent[]; rest: string } {
  const at = text.lastIndexOf("\n\n");
  const end = at === -1 ? 0 : at + 2;
  const events = [...text.slice(0, end).matchAll(EVENT)].map(([, id = "", data = null]) => ({ id, data }));
  return { events, rest: text.slice(end) };
}
