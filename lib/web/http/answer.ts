/** An answer before it is known whether Node's server or the web's Response carries it. */
export type Answer = { status: number; headers: Record<string, string>; body: string };

export const jsonAnswer = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

export const toResponse = ({ status, headers, body }: Answer): Response =>
  new Response(body, { status, headers });
