import type { Command } from "commander";
import { listUsers } from "#db/queries/users.ts";
import { ROLES } from "#lib/domain/people/actor.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { createUser } from "#lib/engine/verbs/users/create.ts";
import { resetPassword } from "#lib/engine/verbs/users/reset-password.ts";
import { JSON_OPTION, type ListOptions, moment, printJson } from "./json.ts";
import { choosePassword } from "./password.ts";
import type { DataFolderAccess } from "./run.ts";
import { date, printTable } from "./table.ts";

const PASSWORD_HELP =
  "a file that holds the password, - for standard input; left out, one is made and printed";

export function addUserCommands(program: Command, folder: DataFolderAccess): void {
  const users = program.command("user").description("people who sign in");
  users
    .command("create")
    .description("make a user")
    .requiredOption("--email <email>", "what they sign in with")
    .requiredOption("--name <name>", "what pages and the audit log call them")
    .option("--role <role>", `one of ${ROLES.join(", ")}`, "admin")
    .option("--password-file <file>", PASSWORD_HELP)
    .action(async ({ passwordFile, ...person }: NewUserOptions) => {
      const { password, made } = await choosePassword(passwordFile);
      const { email } = await folder.run(createUser, { ...person, password });
      process.stdout.write(made ? `${password}\n` : `Made ${visibleText(email)}.\n`);
    });
  users
    .command("list")
    .description("list all users")
    .option(...JSON_OPTION)
    .action(async ({ json }: ListOptions) => {
      const rows = await folder.use(async ({ db }) => listUsers(db));
      if (json) printJson(rows.map(asJson));
      else printTable(["ID", "EMAIL", "NAME", "ROLE", "CREATED"], rows.map(cells));
    });
  users
    .command("reset-password <email>")
    .description("set a user's password and sign them out everywhere")
    .option("--password-file <file>", PASSWORD_HELP)
    .action(async (email: string, { passwordFile }: { passwordFile?: string }) => {
      const { password, made } = await choosePassword(passwordFile);
      await folder.run(resetPassword, { email, password });
      process.stdout.write(made ? `${password}\n` : `Changed the password of ${visibleText(email)}.\n`);
    });
}

type NewUserOptions = { email: string; name: string; role: string; passwordFile?: string };

type ListedUser = { id: string; email: string; name: string; role: string; createdAt: number };

const cells = ({ id, email, name, role, createdAt }: ListedUser): string[] => [
  id,
  email,
  name,
  role,
  date(createdAt),
];

const asJson = ({ id, email, name, role, createdAt }: ListedUser) => ({
  id,
  email,
  name,
  role,
  created_at: moment(createdAt),
});
