import { engine } from "#lib/engine/client.ts";
import { problemOf } from "#lib/problem.ts";

/** 200 while the listener, the database and the engine answer: the ping is an empty transaction. */
export async function GET(): Promise<Response> {
  try {
    await engine().run("engine.ping", { actor: { kind: "nobody" }, input: null });
    return Response.json({ status: "ok" });
  } catch (error) {
    return problemOf(error);
  }
}
