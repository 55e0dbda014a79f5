"use client";

import { useState } from "react";
import type { FieldControl } from "#components/form/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { choicesOf, fieldKind } from "#lib/domain/rule/field.ts";
import type { RuleCondition } from "#lib/domain/rule/rule.ts";
import type { RuleValues } from "#lib/domain/rule/rule-schema.ts";
import { listInWords, listOf } from "./list-value.ts";

type Condition = NonNullable<NonNullable<RuleValues["filters"]["conditions"]>[number]>;
type Props = FieldControl<RuleCondition["value"] | undefined> & { condition: Condition };

/** A condition's value: a choice, a comma-separated list, or a text. */
export function ConditionValue({ condition, ...control }: Props) {
  const { field, operator } = condition;
  const choices = choicesOf(field);
  if (operator === "is_one_of") return <ListValue {...control} field={field} />;
  if (choices !== null && (operator === "is" || operator === "is_not"))
    return <ChoiceValue {...control} choices={choices} />;
  return (
    <Input
      {...control}
      value={control.value == null ? "" : String(control.value)}
      placeholder={placeholderOf(field, operator)}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

function placeholderOf(field: string, operator: RuleCondition["operator"]): string {
  if (fieldKind(field) === "time") return "2026-11-24T06:22:48Z";
  return operator === "greater_than" || operator === "less_than" ? "5" : "";
}

type ValueProps = FieldControl<RuleCondition["value"] | undefined>;

function ChoiceValue({
  value,
  choices,
  disabled = false,
  ...control
}: ValueProps & { choices: readonly string[] }) {
  return (
    <Select
      {...control}
      value={choices.find((choice) => choice.toLowerCase() === String(value).toLowerCase()) ?? ""}
      placeholder="Choose…"
      options={choices.map((choice) => ({ value: choice, label: choice }))}
    />
  );
}

/** Holds the text as typed; parsing at each key would remove a comma at once. */
function ListValue({ value, onChange, field, ...control }: ValueProps & { field: string }) {
  const [typed, setTyped] = useState(Array.isArray(value) ? listInWords(value) : String(value ?? ""));
  return (
    <Input
      {...control}
      value={typed}
      placeholder={choicesOf(field)?.slice(0, 2).join(", ") ?? "eu, us"}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(listOf(event.target.value));
      }}
    />
  );
}
