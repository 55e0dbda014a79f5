import { useRef, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ChannelTest } from "#lib/domain/channel/test.ts";
import type { Issue } from "#lib/domain/errors.ts";
import { presetText, readSampleAlert, withAlertId } from "./sample-alert.ts";

/** Sends the alert for real, to a saved channel or with the form's settings. */
export type SendTest = (alert: unknown) => Promise<ActionResult<ChannelTest>>;

/** The progress of a test. */
export type TestState =
  | { kind: "ready" }
  /** The typed sample alert is invalid. */
  | { kind: "faulty"; faults: string[] }
  | { kind: "sending" }
  | { kind: "refused"; message: string; issues: Issue[] }
  | { kind: "done"; result: ChannelTest };

/**
 * A test and its sample alert. The typed text is kept when the dialog closes. An answer that comes after that
 * is dropped.
 */
export function useChannelTest(send: SendTest) {
  const [text, setText] = useState(() => presetText("Open"));
  const [state, setState] = useState<TestState>({ kind: "ready" });
  const turn = useRef(0);
  /** The alert id of the last Test, so that a Resolved sent from this window ends the alert of its Open. */
  const alertId = useRef<string>(undefined);

  function type(typed: string) {
    setText(typed);
    setState((now) => (now.kind === "faulty" ? { kind: "ready" } : now));
  }

  async function start() {
    const read = readSampleAlert(text);
    if ("faults" in read) return setState({ kind: "faulty", faults: read.faults });
    turn.current += 1;
    const mine = turn.current;
    setState({ kind: "sending" });
    const answer = await answerOf(send(withAlertId(read.alert, alertId.current)));
    if (turn.current !== mine) return;
    alertId.current = answer.ok ? answer.value.alertId : undefined;
    setState(stateOf(answer));
  }

  function forget() {
    turn.current += 1;
    alertId.current = undefined;
    setState({ kind: "ready" });
  }

  return { text, type, state, start, forget };
}

function stateOf(answer: ActionResult<ChannelTest>): TestState {
  if (answer.ok) return { kind: "done", result: answer.value };
  return { kind: "refused", message: answer.message, issues: answer.issues };
}
