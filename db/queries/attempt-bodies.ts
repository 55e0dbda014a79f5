import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { attemptBodies, attempts, deliveries } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";

type Body = { deliverySeq: number; number: number; body: string | null };

const insert = statement<Body>(
  "INSERT INTO attempt_bodies (delivery_seq, number, body) VALUES (@deliverySeq, @number, @body)",
);

/** Stores the masked body of an attempt, unless it is null. */
export function keepBody(db: Db, { deliverySeq, number, body }: Body): void {
  if (body !== null) insert(db).run({ deliverySeq, number, body });
}

/** The column of a kept body, and the conditions of the left join to the attempt that sent it. */
export const keptBody = attemptBodies.body;
export const ofFirstAttempt = and(eq(attemptBodies.deliverySeq, deliveries.seq), eq(attemptBodies.number, 1));
export const ofAttempt = and(
  eq(attemptBodies.deliverySeq, attempts.deliverySeq),
  eq(attemptBodies.number, attempts.number),
);
