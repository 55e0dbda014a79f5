import Database from "better-sqlite3";

type Listener = {
  before?(sql: string, sqlite: Database.Database): void;
  after?(sql: string, sqlite: Database.Database): void;
};

/** Reports every SQL statement of this thread, however better-sqlite3 is asked to run it. */
export function overhear({ before, after }: Listener): void {
  const around = <T>(sql: string, sqlite: Database.Database, execute: () => T): T => {
    before?.(sql, sqlite);
    const result = execute();
    after?.(sql, sqlite);
    return result;
  };
  const { exec } = Database.prototype;
  Database.prototype.exec = function (sql) {
    return around(sql, this, () => exec.call(this, sql));
  };
  const statement = statementPrototype();
  for (const name of ["run", "get", "all"] as const) {
    const execute: (...args: unknown[]) => unknown = statement[name];
    Object.assign(statement, {
      [name](this: Database.Statement, ...args: unknown[]) {
        return around(this.source, this.database, () => execute.apply(this, args));
      },
    });
  }
}

function statementPrototype(): Database.Statement {
  const memory = new Database(":memory:");
  const prototype = Object.getPrototypeOf(memory.prepare("SELECT 1"));
  memory.close();
  return prototype;
}
