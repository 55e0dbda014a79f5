/** What became of a post: the answer's status, and the alerts or the fault. */
export type Became = { status: number; message: string | null; alertIds: string[] };

/** A post as it is kept: masked, its headers by their lower-case names. */
export type CaughtPost = {
  headers: Record<string, string>;
  /** JSON; null if the body was none, or too long to be kept. */
  body: string | null;
  /** Whether long lists and texts were shortened to keep it. */
  shortened: boolean;
};

/** A post that a source of one's own received. */
export type CaughtBody = CaughtPost & {
  seq: number;
  /** Ms since 1970. */
  receivedAt: number;
  /** The name of the key that sent it; null if that is gone. */
  keyName: string | null;
  became: Became;
};
