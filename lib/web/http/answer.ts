/** An answer that Node's server or a web Response can carry. */
export type Answer = { status: number; headers: Record<string, string>; body: string };

export const jsonAnswer = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

export const toResponse = ({ status, headers, body }: Answer): Response =>
  new Response(body, { status, headers });
