import type { ActionResult } from "#lib/domain/action-result.ts";
import type { HealthName } from "#lib/domain/channel/health.ts";
import type { ComparedRule } from "#lib/domain/rule/coverage.ts";
import type { RuleTrial, TrialRequest } from "#lib/domain/rule/trial.ts";
import type { RuleForm } from "./use-rule-form.ts";

/** The props of every section of the form. */
export type SectionProps = { form: RuleForm; disabled: boolean | undefined };

/** A channel to choose from. */
export type ChannelOption = { id: string; name: string; health: HealthName };

/** What the form offers to choose from. */
export type RuleOptions = {
  channels: readonly ChannelOption[];
  /** The `di_event`s that this installation has received. */
  seenEvents: readonly string[];
  /** What sends already: the enabled rules, and the one that is edited, oldest first. */
  rules: readonly ComparedRule[];
};

/** The server actions that try a draft. */
export type TrialActions = {
  tryRule: (draft: unknown) => Promise<ActionResult<RuleTrial>>;
  showRequest: (input: unknown) => Promise<ActionResult<TrialRequest>>;
};
