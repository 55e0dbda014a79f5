import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GO } from "#components/channels/security/snippets/go.ts";
import { NODE } from "#components/channels/security/snippets/node.ts";
import { PYTHON } from "#components/channels/security/snippets/python.ts";
import { SEND_SH, VERIFY_SH } from "#components/channels/security/snippets/shell.ts";
import { newSigningSecret } from "#lib/webhook/sign.ts";
import { installedCommand } from "../support/installed.ts";
import { startReceiver } from "../support/receiver.ts";
import { answersOf, genuineOnes, headersOf, type Signed } from "../support/signed-requests.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tocsin-snippets-"));
  writeFileSync(join(folder, "verify.mjs"), NODE);
  writeFileSync(join(folder, "verify.py"), PYTHON);
  writeFileSync(join(folder, "verify.sh"), VERIFY_SH);
  writeFileSync(join(folder, "send.sh"), SEND_SH);
  mkdirSync(join(folder, "webhook"));
  writeFileSync(join(folder, "webhook", "verify.go"), GO);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  { language: "Node", verify: byNode },
  { language: "Python", verify: byPython },
  { language: "openssl", verify: byOpenssl },
  { language: "Go", verify: byGo },
])(
  "the snippet for $language tells genuine requests from others",
  // Go may have to be installed first.
  { timeout: 300_000 },
  async ({ verify }) => {
    expect(await answersOf(verify)).toEqual(genuineOnes());
  },
);

test("the snippet for curl sends a request that the reference library verifies", {
  timeout: 30_000,
}, async () => {
  const secret = newSigningSecret();
  await using receiver = await startReceiver({ answer: () => ({ status: 204 }) });
  const { stdout } = await run("bash", ["send.sh", `${receiver.url}/hook`], { SECRET: secret });
  expect(stdout).toBe("204\n");
  const [request] = await receiver.waitFor(1);
  const headers = request?.headers as Record<string, string>;
  expect(new Webhook(secret).verify(request?.rawBody.toString() ?? "", headers)).toEqual({
    alert_title: "Is my receiver verifying?",
  });
});

async function byNode(requests: Signed[]): Promise<boolean[]> {
  const script = `import { verify } from "./verify.mjs";
const answers = JSON.parse(process.env.REQUESTS).map(([secret, headers, body]) =>
  verify(secret, headers, Buffer.from(body, "base64")));
console.log(JSON.stringify(answers));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], asEnv(requests));
  return JSON.parse(stdout);
}

async function byPython(requests: Signed[]): Promise<boolean[]> {
  const script = `import base64, json, os
from verify import verify
requests = json.loads(os.environ["REQUESTS"])
print(json.dumps([verify(secret, headers, base64.b64decode(body)) for secret, headers, body in requests]))`;
  const { stdout } = await run("python3", ["-B", "-c", script], asEnv(requests));
  return JSON.parse(stdout);
}

async function byGo(requests: Signed[]): Promise<boolean[]> {
  const main = `package main

import ("encoding/base64"; "encoding/json"; "fmt"; "net/http"; "os"; "snippet/webhook")

func main() {
	var requests [][]any
	if err := json.Unmarshal([]byte(os.Getenv("REQUESTS")), &requests); err != nil { panic(err) }
	answers := []bool{}
	for _, request := range requests {
		headers := http.Header{}
		for name, value := range request[1].(map[string]any) { headers.Set(name, value.(string)) }
		body, err := base64.StdEncoding.DecodeString(request[2].(string))
		if err != nil { panic(err) }
		answers = append(answers, webhook.Verify(request[0].(string), headers, body))
	}
	text, _ := json.Marshal(answers)
	fmt.Println(string(text))
}
`;
  writeFileSync(join(folder, "main.go"), main);
  writeFileSync(join(folder, "go.mod"), "module snippet\n\ngo 1.19\n");
  const own = { GOCACHE: join(folder, "cache"), GOPATH: join(folder, "gopath"), GOFLAGS: "-mod=mod" };
  const { stdout, stderr } = await run(installedCommand("go", "golang-go", "version"), ["run", "."], {
    ...asEnv(requests),
    ...own,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The script takes one request: it says why it refuses, and that it is not by a fault of its own. */
function byOpenssl(requests: Signed[]): Promise<boolean[]> {
  return Promise.all(
    requests.map(async (request) => {
      const parameters = ["verify.sh", request.id, request.timestamp, request.signature];
      const { code, stdout, stderr } = await run(
        "bash",
        parameters,
        { SECRET: request.secret },
        request.body,
      );
      expect(`${code} ${stdout}${stderr}`).toMatch(/^(0 genuine\n|1 refused: .+\n)$/);
      return code === 0;
    }),
  );
}

const asEnv = (requests: Signed[]) => ({
  REQUESTS: JSON.stringify(
    requests.map((request) => [request.secret, headersOf(request), request.body.toString("base64")]),
  ),
});

type Ended = { code: number; stdout: string; stderr: string };

/** Runs a program in the folder of the snippets. */
function run(
  file: string,
  parameters: string[],
  env: Record<string, string>,
  input?: Buffer,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: { ...process.env, ...env } };
    const child = execFile(file, parameters, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
    // A script that refuses before it reads closes the pipe: what counts is how it ends.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}
