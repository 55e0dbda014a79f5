import type { ConfigSection } from "#lib/domain/config/plan.ts";
import { AppError, type Issue, isAppError } from "#lib/domain/errors.ts";

/**
 * Where an entry stands in its document.
 * @example placeOf("channels", 2, "Jira") === "channels[2] (Jira)"
 */
export function placeOf(section: ConfigSection, index: number, name: unknown): string {
  const place = `${section}[${index}]`;
  return typeof name === "string" && name.trim() !== "" ? `${place} (${name.trim()})` : place;
}

/** Gathers what is wrong with the entries of a document, so that all of it is told at once. */
export class Refusals {
  readonly #issues: Issue[] = [];

  /** Runs `read` for the entry at `place`. Keeps what it refuses, and returns undefined then. */
  at<T>(place: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#keep(place, error);
      return undefined;
    }
  }

  /** The same for what takes time. */
  async later<T>(place: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      this.#keep(place, error);
      return undefined;
    }
  }

  /** Throws AppError `invalid` if anything was refused. */
  refuse(): void {
    if (this.#issues.length > 0) throw new AppError("invalid", this.#issues[0]?.message ?? "", this.#issues);
  }

  #keep(place: string, error: unknown): void {
    if (!isAppError(error)) throw error;
    const issues = error.issues.length > 0 ? error.issues : [{ path: "", message: error.message }];
    this.#issues.push(...issues.map(({ path, message }) => ({ path: below(place, path), message })));
  }
}

const below = (place: string, path: string): string =>
  place === "" || path === "" || path.startsWith("[") ? place + path : `${place}.${path}`;

/** Refuses one member of an entry. */
export const refuseAt = (path: string, message: string): never => {
  throw new AppError("invalid", message, [{ path, message }]);
};
