/** An answer that Node's server or a web Response can carry. */
export type Answer = { status: number; headers: Record<string, string>; body: string };

export const jsonAnswer = (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  jsonTextAnswer(status, JSON.stringify(body), headers);

/** An answer whose body is JSON text already. */
export const jsonTextAnswer = (
  status: number,
  body: string,
  headers: Record<string, string> = {},
): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body,
});

export const toResponse = ({ status, headers, body }: Answer): Response =>
  new Response(body, { status, headers });
