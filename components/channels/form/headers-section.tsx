"use client";

import { useState } from "react";
import { useFormState } from "react-hook-form";
import { AddRow } from "#components/form/add-row.tsx";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { ColumnTitles, FormRows } from "#components/form/form-row.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { HEADERS_MAX } from "#lib/domain/channel/channel.ts";
import { HEADER_GRID, HeaderRow } from "./header-row.tsx";
import type { SectionProps } from "./section-props.ts";
import { useRows } from "./use-rows.ts";
import { BLANK_HEADER } from "./values.ts";

/** The headers that Tocsin adds to every request. */
export function HeadersSection(props: SectionProps) {
  const { form, stored, disabled } = props;
  const rows = useRows(form, "headers", BLANK_HEADER);
  const [savedIds] = useState(() => new Set(stored === null ? [] : rows.fields.map(({ id }) => id)));
  const { errors } = useFormState({ control: form.control });
  const isEmpty = rows.fields.length === 0;
  return (
    <FormSection title="Headers">
      {isEmpty && (
        <p className="text-muted">
          {disabled
            ? "No headers of its own."
            : "Add the headers that the receiver requires, such as an API key."}
        </p>
      )}
      {!isEmpty && (
        <FormRows>
          <ColumnTitles titles={["Key", "Value", "Sensitive Value"]} grid={HEADER_GRID} fixed={disabled} />
          {rows.fields.map(({ id }, index) => (
            <HeaderRow
              key={id}
              {...props}
              index={index}
              isFixed={savedIds.has(id)}
              onDelete={() => rows.remove(index)}
            />
          ))}
        </FormRows>
      )}
      {!disabled && (
        <AddRow
          label="Add Header"
          count={rows.fields.length}
          max={HEADERS_MAX}
          onAdd={rows.add}
          ref={rows.addButton}
        />
      )}
      <FieldMessages
        ids={{ help: `${rows.id}-help`, error: `${rows.id}-error` }}
        help={!isEmpty && !disabled && HELP}
        error={errors.headers?.root?.message ?? errors.headers?.message}
      />
    </FormSection>
  );
}

const HELP =
  "Sensitive Value hides the value. The choice is saved with the channel and can't be changed later: use the Delete icon to delete the header, and create a new one.";
