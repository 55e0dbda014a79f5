import { Pool } from "undici";

export const CONNECTIONS = 32;

const FILLER = "The volume /var is at 96 % and grows by 2 GB an hour. ".repeat(5);

const host = (id: number | string): string => `host-${String(id).slice(-2)}`;

/** One alert of about 600 bytes. It tells the receiver when it was posted. */
export const alertText = (id: number | string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
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
    ...more,
  });

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
 * the first refusal.
 */
export async function postAll({ url, headers, posts, body, connections = CONNECTIONS }: Load): Promise<void> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  let next = 0;
  async function postOnAndOn(): Promise<void> {
    while (next < posts) {
      const answer = await pool.request({ path: pathname, method: "POST", headers, body: body(next++) });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(`${url} answered ${answer.statusCode}: ${text}`);
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, postOnAndOn));
  } finally {
    await pool.close();
  }
}
