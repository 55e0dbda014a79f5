import { tocsin as cli } from "../../support/cli.ts";
import { type LiveStream, openStream } from "../../support/live-stream.ts";
import { Visitor } from "../../support/visitor.ts";
import { cpuOf, perEvent, totalOf, untilQuiet } from "../cpu.ts";
import { type Installation, startInstallation } from "../installation.ts";
import { BenchReceiver } from "../receiver.ts";
import { type Figure, median, type Scenario } from "../report.ts";
import { deliver, SINGLE } from "../rounds.ts";

const ALERTS = 10_000;
const WARM_UP = 5_000;
const SESSIONS = 10;
const STREAMS_PER_SESSION = 10;
const USER = { email: "ada@example.com", password: "correct horse battery" };

/** An installation with its receiver, under the load of `single`. */
type Side = AsyncDisposable & { installation: Installation; cpuPerEvent(alerts: number): Promise<number> };

export const stream: Scenario = {
  name: "stream",
  title: "CPU of posts of one alert, without and with 100 open pages that follow the changes",
  async run({ runs, scale, progress }) {
    await using alone = await startSide();
    await using followed = await startSide();
    const streams = await openStreams(followed.installation);
    const alerts = Math.ceil(ALERTS * scale);
    for (const { cpuPerEvent } of [alone, followed]) await cpuPerEvent(Math.ceil(WARM_UP * scale));
    const rounds: { without: number; with: number }[] = [];
    for (let run = 1; run <= runs; run++) {
      const without = await alone.cpuPerEvent(alerts);
      const round = { without, with: await followed.cpuPerEvent(alerts) };
      rounds.push(round);
      progress(`run ${run}: ${Math.round(round.without)} µs without, ${Math.round(round.with)} µs with them`);
    }
    const told = streams.map(({ heard }) => heard.all.length);
    if (Math.min(...told) < runs) throw new Error("Some streams were told less than there was to tell.");
    for (const one of streams) one[Symbol.dispose]();
    return figuresOf(rounds);
  },
};

async function startSide(): Promise<Side> {
  const stack = new AsyncDisposableStack();
  const receiver = stack.use(await BenchReceiver.start());
  const installation = stack.use(await startInstallation());
  await installation.api.createChannel({ url: receiver.url() });
  const { subject } = installation;
  return {
    installation,
    /** In µs, all threads together. */
    async cpuPerEvent(alerts) {
      const before = cpuOf(subject.pid);
      await deliver(subject, receiver, { ...SINGLE, events: alerts });
      await untilQuiet(subject.pid);
      return totalOf(perEvent(before, cpuOf(subject.pid), alerts));
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function openStreams({ tocsin }: Installation): Promise<LiveStream[]> {
  const person = ["--email", USER.email, "--name", "Ada", "--role", "viewer", "--password-file", "-"];
  const options = { dataDir: tocsin.dataDir, stdin: USER.password };
  const { code, stderr } = await cli(["user", "create", ...person], options);
  if (code !== 0) throw new Error(stderr);
  const streams: LiveStream[] = [];
  for (let session = 0; session < SESSIONS; session++) {
    const visitor = new Visitor(tocsin.url);
    await visitor.signIn(USER.email, USER.password);
    for (let one = 0; one < STREAMS_PER_SESSION; one++) streams.push(await openStream(visitor));
  }
  const refused = streams.find(({ status }) => status !== 200);
  if (refused !== undefined) throw new Error(`A stream was answered ${refused.status}.`);
  return streams;
}

function figuresOf(rounds: { without: number; with: number }[]): Figure[] {
  const figure = (name: string, value: number, unit: string, target?: Figure["target"]): Figure => ({
    scenario: "stream",
    figure: name,
    value,
    unit,
    ...(target && { target }),
  });
  const costs = rounds.map((round) => (round.with / round.without - 1) * 100);
  return [
    figure("CPU per event, nobody follows", median(rounds.map(({ without }) => without)), "µs"),
    figure("CPU per event, 100 pages follow", median(rounds.map((round) => round.with)), "µs"),
    figure("cost of 100 pages", median(costs), "%", { at: "most", value: 5 }),
  ];
}
