import { expect, test } from "vitest";
import { hearWaiting, showToasts, type Toast, toast, waitingToasts } from "#components/ui/toast.ts";

test("toasts wait in order until something can show them, and are shown once", () => {
  let heard = 0;
  const stop = hearWaiting(() => heard++);
  toast.success("Jira is saved");
  toast.error("Slack is unchanged", { description: "Tocsin did not answer.", id: "slack" });
  expect(heard).toBe(2);
  expect(waitingToasts().map(({ title }) => title)).toEqual(["Jira is saved", "Slack is unchanged"]);
  stop();

  const shown: Toast[] = [];
  const end = showToasts((one) => shown.push(one));
  expect(waitingToasts()).toEqual([]);
  toast.info("Pager is disabled already");
  expect(shown).toEqual([
    { kind: "success", title: "Jira is saved", options: {} },
    {
      kind: "error",
      title: "Slack is unchanged",
      options: { description: "Tocsin did not answer.", id: "slack" },
    },
    { kind: "info", title: "Pager is disabled already", options: {} },
  ]);
  end();
});

test("a new listener hears of toasts that wait already", () => {
  toast.success("Said before");
  let heard = 0;
  hearWaiting(() => heard++)();
  expect(heard).toBe(1);
  showToasts(() => {})();
});

test("control characters in quoted outside text are shown, not obeyed", () => {
  const shown: Toast[] = [];
  const end = showToasts((one) => shown.push(one));
  toast.success("Name\u202e is saved", { description: "a\u0000b" });
  expect(JSON.stringify(shown)).not.toMatch(/\u202e|\\u0000/);
  end();
});
