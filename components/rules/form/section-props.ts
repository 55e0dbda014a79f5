import type { ActionResult } from "#lib/domain/action-result.ts";
import type { HealthName } from "#lib/domain/channel/health.ts";
import type { ComparedRule } from "#lib/domain/rule/coverage.ts";
import type { RuleTrial, TrialRequest } from "#lib/domain/rule/trial.ts";
import type { RuleForm } from "./use-rule-form.ts";

/** The props of every section of the form. */
export type SectionProps = { form: RuleForm; disabled: boolean | undefined };

/** A channel to choose from. */
export type ChannelOption = { id: string; name: string; health: HealthName };

/** The choices that the form offers. */
export type RuleOptions = {
  channels: readonly ChannelOption[];
  /** The `di_event`s that this installation has received. */
  seenEvents: readonly string[];
  /** The rules to compare with: the enabled ones and the edited one, oldest first. */
  rules: readonly ComparedRule[];
};

/** The server actions that try a draft. */
export type TrialActions = {
  tryRule: (draft: unknown) => Promise<ActionResult<RuleTrial>>;
  showRequest: (input: unknown) => Promise<ActionResult<TrialRequest>>;
};
