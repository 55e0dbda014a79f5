import type { ServerResponse } from "node:http";
import { AppError } from "#lib/domain/errors.ts";
import type { Change, ToldKind } from "#lib/domain/live/change.ts";
import type { Session } from "#lib/web/auth/session-cookie.ts";

/** What a stream knows of its session: it ends with it, and with another role. */
type StreamSession = Pick<Session, "id" | "endsAt"> & { user: Pick<Session["user"], "role"> };

type Stream = { response: ServerResponse; session: StreamSession; since: string | null };

type Parts = {
  /** Passes on what the engine tells, first an empty list when it begins. Null ends it. */
  hearChanges(hear: ((changes: Change[]) => void) | null): void;
  /** The session as it is now; undefined if it has ended. */
  findSession(id: string): Omit<StreamSession, "id"> | undefined;
  mark(): string;
  changedSince(mark: string): boolean;
  perSession?: number;
  inAll?: number;
};

const PER_SESSION = 10;
const IN_ALL = 500;
/** When a client that was refused may ask again, s. */
const ASK_AGAIN_S = 15;
const BEAT_MS = 15_000;
/** How long the engine goes on telling after the last stream has ended, ms: a page that is loaded anew is soon back. */
const LINGER_MS = 60_000;
/** A client that leaves more than this unread is cut off, bytes. When it is back, its page reads everything anew. */
const UNREAD_MAX = 64 * 1024;

/** The open streams of all sessions. */
export class Streams {
  readonly #parts: Required<Parts>;
  readonly #open = new Set<Stream>();
  #hearing: "no" | "asked" | "yes" = "no";
  #beat: NodeJS.Timeout | undefined;
  #lingering: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = { perSession: PER_SESSION, inAll: IN_ALL, ...parts };
  }

  /**
   * Tells `response`, whose head is not sent yet, what changes from now on. First, whether anything has
   * changed since the mark `since`; without one, as far as anybody knows. Throws AppError `unavailable` above
   * the limits.
   */
  open(response: ServerResponse, session: StreamSession, since: string | null): void {
    this.#refuseOneMore(session);
    if (response.closed) return;
    const stream = { response, session, since };
    this.#open.add(stream);
    response.once("close", () => this.#forget(stream));
    response.flushHeaders();
    if (this.#hearing === "yes") this.#greet(stream);
    else this.#hear();
    this.#beat ??= setInterval(() => this.#sendAll(":\n\n"), BEAT_MS);
    clearTimeout(this.#lingering);
  }

  /** Whether no more are taken. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Ends all streams, and takes no more. */
  close(): void {
    this.#closed = true;
    for (const { response } of this.#open) response.end();
    clearTimeout(this.#lingering);
  }

  #refuseOneMore({ id }: Pick<Session, "id">): void {
    if (this.#closed) throw unavailable("Tocsin is stopping.");
    const { perSession, inAll } = this.#parts;
    if (this.#open.size >= inAll) throw unavailable(`${inAll} streams are open, the most at a time.`);
    const own = [...this.#open].filter(({ session }) => session.id === id);
    if (own.length >= perSession)
      throw unavailable(`This session has ${perSession} streams open, the most at a time.`);
  }

  #hear(): void {
    if (this.#hearing === "asked") return;
    this.#hearing = "asked";
    this.#parts.hearChanges((changes) => this.#tell(changes));
  }

  /** A stream is greeted once the engine tells, so that nothing is missed in between. */
  #tell(changes: Change[]): void {
    if (this.#closed) return;
    if (this.#hearing === "asked") {
      this.#hearing = "yes";
      this.#readSessionsAgain();
      for (const stream of this.#open) this.#greet(stream);
    }
    this.#passOn(changes);
  }

  #greet(stream: Stream): void {
    const { mark, changedSince } = this.#parts;
    const missed = stream.since === null || changedSince(stream.since);
    this.#send(stream, eventsOf(mark(), missed ? [{ kind: "anything", ids: null }] : []));
  }

  #passOn(changes: Change[]): void {
    if (changes.some(({ kind }) => ENDING.has(kind))) this.#readSessionsAgain();
    const told = changes.filter(isTold);
    if (told.length > 0) this.#sendAll(eventsOf(this.#parts.mark(), told));
  }

  #readSessionsAgain(): void {
    for (const { response, session } of this.#open) {
      const now = this.#parts.findSession(session.id);
      if (now === undefined || now.user.role !== session.user.role) response.end();
      else session.endsAt = now.endsAt;
    }
  }

  #sendAll(text: string): void {
    for (const stream of this.#open) this.#send(stream, text);
  }

  #send({ response, session }: Stream, text: string): void {
    if (response.writableEnded) return;
    if (session.endsAt <= Date.now()) response.end();
    else response.write(text);
    if (response.writableLength > UNREAD_MAX) response.destroy();
  }

  #forget(stream: Stream): void {
    this.#open.delete(stream);
    if (this.#open.size > 0) return;
    clearInterval(this.#beat);
    this.#beat = undefined;
    if (!this.#closed) this.#lingering = setTimeout(() => this.#hearNoMore(), LINGER_MS);
  }

  #hearNoMore(): void {
    this.#hearing = "no";
    this.#parts.hearChanges(null);
  }
}

/** After these, a session may have ended. */
const ENDING: ReadonlySet<string> = new Set(["session", "user", "anything"]);

const isTold = (change: Change): change is Change<ToldKind> => change.kind !== "session";

/**
 * One event per kind, as `data: {"kind":"alert","ids":["disk"]}`; `ids` is null if any thing of the kind may
 * have changed. Without changes it is just the id, which clients keep without an event (HTML Standard, 9.2.6).
 */
function eventsOf(id: string, changes: readonly Change<ToldKind>[]): string {
  if (changes.length === 0) return `id: ${id}\n\n`;
  return changes.map((change) => `id: ${id}\ndata: ${JSON.stringify(change)}\n\n`).join("");
}

const unavailable = (message: string) =>
  new AppError("unavailable", `${message} Ask again later.`, [], ASK_AGAIN_S);
