"use client";

import { useRef } from "react";
import { useWatch } from "react-hook-form";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { Field } from "#components/form/field.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { SecretField } from "./secret-field.tsx";
import type { SectionProps } from "./section-props.ts";
import { type AuthValues, BLANK_AUTH, withoutSaved } from "./values.ts";

/** None, Basic Authentication or Token Authentication, with the fields of the chosen one. */
export function AuthenticationSection(props: SectionProps) {
  const { form, disabled } = props;
  const { control, getValues, setValue } = form;
  const type = useWatch({ control, name: "auth.type" });
  // Keeps what was entered for each kind, in case it is chosen again.
  const entered = useRef({ ...BLANK_AUTH });

  function choose(next: AuthValues["type"]) {
    const now = getValues("auth");
    entered.current[now.type] = now;
    setValue("auth", entered.current[next], { shouldDirty: true });
    form.clearErrors("auth");
  }

  return (
    <FormSection title="Authentication">
      <ChoiceField control={control} name="auth.type" label="Authentication" hideLabel disabled={disabled}>
        {(field) => <RadioGroup {...field} onChange={choose} options={KINDS} />}
      </ChoiceField>
      {type === "basic" && <Basic {...props} />}
      {type === "token" && <Token {...props} />}
    </FormSection>
  );
}

const KINDS = [
  { value: "none", label: "None" },
  { value: "basic", label: "Basic Authentication" },
  { value: "token", label: "Token Authentication" },
] as const;

function Basic(props: SectionProps) {
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2 sm:gap-3">
      <Field control={props.form.control} name="auth.username" label="Username" disabled={props.disabled}>
        {(field) => (
          <Input
            {...field}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-1p-ignore
            data-lpignore
          />
        )}
      </Field>
      <AuthSecret {...props} name="auth.password" label="Password" />
    </div>
  );
}

const Token = (props: SectionProps) => <AuthSecret {...props} name="auth.token" label="Auth Token" />;

function AuthSecret(props: SectionProps & { name: "auth.password" | "auth.token"; label: string }) {
  const { form, askedAgain, disabled, name, label } = props;
  const auth = useWatch({ control: form.control, name: "auth" });
  const saved = auth.type !== "none" && auth.saved === true;
  const asked = askedAgain.reasons.get(name);
  const password = auth.type === "basic" ? auth.password : undefined;
  const mayBeEmpty = auth.type === "basic" && !disabled && !password && (!saved || asked !== undefined);

  return (
    <div className="flex flex-col items-start gap-1.5 *:w-full">
      <SecretField
        control={form.control}
        name={name}
        label={label}
        help={mayBeEmpty && password === "" && !saved ? EMPTY_PASSWORD : undefined}
        saved={saved}
        asked={asked}
        onDelete={() => {
          form.setValue("auth", withoutSaved(auth), { shouldDirty: true });
          setTimeout(() => form.setFocus(name));
        }}
        disabled={disabled}
      />
      {mayBeEmpty && (password === undefined || saved) && <UseEmptyPassword form={form} />}
    </div>
  );
}

const EMPTY_PASSWORD = "May be empty, for services that take a key as the Username.";

/** If a password is saved or requested, an empty field means that none was entered yet. */
function UseEmptyPassword({ form }: Pick<SectionProps, "form">) {
  function choose() {
    const auth = form.getValues("auth");
    if (auth.type !== "basic") return;
    const empty = { type: "basic", username: auth.username, password: "" } as const;
    form.setValue("auth", empty, { shouldDirty: true });
    form.clearErrors("auth.password");
    setTimeout(() => form.setFocus("auth.password"));
  }
  return (
    <Button variant="ghost" size="sm" className="w-fit!" onClick={choose}>
      Use an empty password
    </Button>
  );
}
