import { connect } from "node:net";
import { messageReader } from "./messages.ts";

export const CONNECTIONS = 32;

const ACCEPTED = /^HTTP\/1.1 2/;

const FILLER = "The volume /var is at 96 % and grows by 2 GB an hour. ".repeat(5);

const host = (id: number | string): string => `host-${String(id).slice(-2)}`;

/** The fields of an alert of about 600 bytes. They tell the receiver when it was posted. */
export const alertFields = (id: number | string) => ({
  alert_id: `disk-${process.pid}-${id}`,
  alert_title: `Disk almost full on ${host(id)}`,
  category: "Storage",
  description: FILLER,
  di_event: "system_update",
  initiated_by: "monitor",
  priority: "High",
  source_id: String(performance.timeOrigin + performance.now()),
  source_name: "node-exporter",
  source_type: "metrics",
  source_url: `https://monitor.example.com/hosts/${host(id)}`,
  status: "Open",
});

/** One alert as JSON. */
export const alertText = (id: number | string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ ...alertFields(id), ...more });

export type Load = {
  url: string;
  headers: Record<string, string>;
  /** The number of posts. */
  posts: number;
  /** The body of the post with this number. */
  body: (index: number) => string;
  connections?: number;
};

/**
 * Posts everything over keep-alive connections. Each sends its next post once the last is answered. Throws at
 * the first refusal. It writes to bare sockets, because an HTTP client would take CPU from what is measured.
 */
export async function postAll({ url, headers, posts, body, connections = CONNECTIONS }: Load): Promise<void> {
  const { hostname, port, host, pathname } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `POST ${pathname} HTTP/1.1\r\n${lines.join("")}content-length: `;
  let next = 0;
  const nextRequest = () => {
    if (next === posts) return null;
    const text = body(next++);
    return `${head}${Buffer.byteLength(text)}\r\n\r\n${text}`;
  };
  const address = { host: hostname, port: Number(port) };
  await Promise.all(Array.from({ length: connections }, () => postOnAndOn(address, nextRequest)));
}

/** Sends one request after the other over one connection, until there is none left. */
function postOnAndOn(
  address: { host: string; port: number },
  nextRequest: () => string | null,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, noDelay: true });
    const sendNext = () => {
      const request = nextRequest();
      if (request === null) socket.end(resolve);
      else socket.write(request);
    };
    const read = messageReader(({ head, body }) => {
      if (ACCEPTED.test(head)) sendNext();
      else socket.destroy(new Error(`The post was refused: ${head.split("\r\n", 1)[0]} ${body}`));
    });
    socket.on("data", read);
    socket.once("connect", sendNext);
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("The connection was closed before the last answer.")));
  });
}
