/** Parts of a name, wherever they stand: `clientsecret`, `X-Hub-Signature-256`. */
const PARTS =
  /password|passwd|passphrase|secret|token|credential|signature|bearer|cookie|apikey|accesskey|privatekey|connectionstring|auth(?!or(?!i[sz]))/;

/** Words of a name: as parts they stand in many others, such as `passed`. */
const WORDS: ReadonlySet<string> = new Set([
  "pass",
  "pwd",
  "sas",
  "sasl",
  "sig",
  "jwt",
  "hmac",
  "key",
  "keys",
]);

/** What ends a word that has several in one: `dbpass`, `signingkey`. */
const ENDS = /(?:pass|pwd|keys?)$/;

const HARMLESS_WORDS: ReadonlySet<string> = new Set(
  "monkey turkey donkey hockey whiskey hotkey compass bypass monkeys turkeys donkeys hotkeys".split(" "),
);

/** These say what was sent, and let nobody in. */
const HARMLESS: ReadonlySet<string> = new Set(["idempotencykey", "xeventkey"]);

/**
 * Whether a member or header is named like a secret. Rather one too many: a name says little of its value.
 * @example isSecretName("accessToken") === true
 */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const whole = words.join("");
  if (HARMLESS.has(whole)) return false;
  return PARTS.test(whole) || words.some(isSecretWord);
}

const isSecretWord = (word: string): boolean =>
  WORDS.has(word) || (ENDS.test(word) && !HARMLESS_WORDS.has(word));

/** The words of a name, however they are joined: `accessToken`, `ACCESS_TOKEN`, `access-token`. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
