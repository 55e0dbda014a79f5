import type { Command } from "commander";
import { listUsers } from "#db/queries/user-views.ts";
import { accountLinkPath, lifeOf } from "#lib/domain/people/account-link.ts";
import { ROLES } from "#lib/domain/people/actor.ts";
import type { UserView } from "#lib/domain/people/user-view.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { createUser } from "#lib/engine/verbs/users/create.ts";
import { disableUser } from "#lib/engine/verbs/users/disable.ts";
import { enableUser } from "#lib/engine/verbs/users/enable.ts";
import { makeSignInLink } from "#lib/engine/verbs/users/make-sign-in-link.ts";
import { resetPassword } from "#lib/engine/verbs/users/reset-password.ts";
import { resetSecondFactor } from "#lib/engine/verbs/users/reset-second-factor.ts";
import { setRole } from "#lib/engine/verbs/users/set-role.ts";
import { readEnv } from "#lib/env.ts";
import { JSON_OPTION, type ListOptions, moment, printJson } from "./json.ts";
import { choosePassword } from "./password.ts";
import type { DataFolderAccess } from "./run.ts";
import { date, printTable } from "./table.ts";

const PASSWORD_HELP =
  "a file that holds the password, - for standard input; left out, one is made and printed";

export function addUserCommands(program: Command, folder: DataFolderAccess): void {
  const users = program.command("user").description("people who sign in");
  addCreate(users, folder);
  addList(users, folder);
  addRights(users, folder);
  addWaysIn(users, folder);
}

type NewUserOptions = { email: string; name: string; role: string; passwordFile?: string };

function addCreate(users: Command, folder: DataFolderAccess): void {
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
      print(made ? password : `Made ${visibleText(email)}.`);
    });
}

function addList(users: Command, folder: DataFolderAccess): void {
  users
    .command("list")
    .description("list all users")
    .option(...JSON_OPTION)
    .action(async ({ json }: ListOptions) => {
      const rows = await folder.use(async ({ db }) => listUsers(db));
      if (json) printJson(rows.map(asJson));
      else printTable(HEAD, rows.map(cells));
    });
}

function addRights(users: Command, folder: DataFolderAccess): void {
  users
    .command("set-role <email> <role>")
    .description(`make a user one of ${ROLES.join(", ")}, and sign them out everywhere`)
    .action(async (email: string, role: string) => {
      const user = await folder.run(setRole, { id: email, role });
      print(`${visibleText(user.email)} is ${role}.`);
    });
  users
    .command("disable <email>")
    .description("keep a user out, and sign them out everywhere")
    .action(async (email: string) => {
      const user = await folder.run(disableUser, { id: email });
      print(`${visibleText(user.email)} is disabled.`);
    });
  users
    .command("enable <email>")
    .description("let a disabled user sign in again")
    .action(async (email: string) => {
      const user = await folder.run(enableUser, { id: email });
      print(`${visibleText(user.email)} is enabled.`);
    });
}

function addWaysIn(users: Command, folder: DataFolderAccess): void {
  users
    .command("reset-password <email>")
    .description("set a user's password and sign them out everywhere")
    .option("--password-file <file>", PASSWORD_HELP)
    .action(async (email: string, { passwordFile }: { passwordFile?: string }) => {
      const { password, made } = await choosePassword(passwordFile);
      await folder.run(resetPassword, { email, password });
      print(made ? password : `Changed the password of ${visibleText(email)}.`);
    });
  users
    .command("reset-second-factor <email>")
    .description("remove a second factor that its user has lost, with its recovery codes")
    .action(async (email: string) => {
      const { email: known, removed } = await folder.run(resetSecondFactor, { id: email });
      const what = removed ? "Removed the second factor of" : "There is no second factor of";
      print(`${what} ${visibleText(known)}.`);
    });
  users
    .command("sign-in-link <email>")
    .description(`print a link that signs a user in once, within ${lifeOf("sign-in")}, without a password`)
    .action(async (email: string) => {
      const { kind, token } = await folder.run(makeSignInLink, { id: email });
      print(ownAddress() + accountLinkPath(kind, token));
    });
}

/** Where a browser on this machine reaches Tocsin, unless BASE_URL says more. */
function ownAddress(): string {
  const { baseUrl, port } = readEnv();
  return baseUrl ?? `http://localhost:${port}`;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const HEAD = ["ID", "EMAIL", "NAME", "ROLE", "STATE", "SECOND FACTOR", "LAST SIGN-IN", "CREATED"];

const cells = (user: UserView): string[] => [
  user.id,
  user.email,
  user.name,
  user.role,
  user.state,
  user.hasSecondFactor ? "yes" : "no",
  user.lastSignInAt === null ? "never" : date(user.lastSignInAt),
  date(user.createdAt),
];

const asJson = (user: UserView) => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: user.role,
  state: user.state,
  second_factor: user.hasSecondFactor,
  last_sign_in_at: moment(user.lastSignInAt),
  created_at: moment(user.createdAt),
});
