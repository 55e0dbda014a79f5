/** An event of a stream; `data` is null if it carries an id only. */
export type ServerEvent = { id: string; data: string | null };

/**
 * The whole events at the beginning of `text`, and the rest, which is the start of the next one. Reads what
 * Tocsin sends: `id` and one line of `data`, and comments (HTML Standard, 9.2.6).
 */
export function takeEvents(text: string): { events: ServerEvent[]; rest: string } {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  return { events: blocks.flatMap(eventIn), rest };
}

function eventIn(block: string): ServerEvent[] {
  const fields = new Map(block.split("\n").map(fieldIn));
  const id = fields.get("id");
  return id === undefined ? [] : [{ id, data: fields.get("data") ?? null }];
}

/** A comment has no name. */
function fieldIn(line: string): [name: string, value: string] {
  const at = line.indexOf(":");
  return [line.slice(0, at), line.slice(at + 1).trimStart()];
}
