"use client";

import type { ComponentProps } from "react";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { ROLES, type Role } from "#lib/domain/people/actor.ts";
import { ROLE_MEANS, ROLE_WORDS } from "#lib/domain/people/user-view.ts";

const OPTIONS = ROLES.map((value) => ({ value, label: ROLE_WORDS[value], help: ROLE_MEANS[value] }));

/** The roles, each with what it allows. */
export function RoleChoice(props: Omit<ComponentProps<typeof RadioGroup<Role>>, "options">) {
  return <RadioGroup {...props} options={OPTIONS} />;
}
