const HEAD_END = "\r\n\r\n";
const NOTHING = Buffer.alloc(0);

/** A request or an answer of HTTP/1.1 whose body has a length or is empty. */
export type Message = { head: string; body: Buffer };

/**
 * Splits what one connection sends into its messages. Throws for a chunked body. It knows no more of HTTP than
 * the benchmarks need, so that reading costs less than what is measured.
 */
export function messageReader(onMessage: (message: Message) => void): (chunk: Buffer) => void {
  let unread: Buffer = NOTHING;
  return (chunk) => {
    unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
    for (;;) {
      const headEnd = unread.indexOf(HEAD_END);
      if (headEnd === -1) return;
      const head = unread.toString("latin1", 0, headEnd);
      const bodyStart = headEnd + HEAD_END.length;
      const bodyEnd = bodyStart + bodyLength(head);
      if (unread.length < bodyEnd) return;
      onMessage({ head, body: unread.subarray(bodyStart, bodyEnd) });
      unread = unread.subarray(bodyEnd);
    }
  };
}

function bodyLength(head: string): number {
  if (/\r\ntransfer-encoding:/i.test(head)) throw new Error(`A chunked body can't be read: ${head}`);
  return Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
}
