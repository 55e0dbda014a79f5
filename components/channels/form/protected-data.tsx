"use client";

import { useId, useState } from "react";
import { useFormState } from "react-hook-form";
import { AddRow } from "#components/form/add-row.tsx";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { ColumnTitles, FormRows } from "#components/form/form-row.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { URL_SECRETS_MAX } from "#lib/domain/channel/channel.ts";
import { PROTECTED_GRID, ProtectedRow } from "./protected-row.tsx";
import type { SectionProps } from "./section-props.ts";
import { UrlPreview } from "./url-preview.tsx";
import { useRows } from "./use-rows.ts";
import { BLANK_URL_SECRET, type ChannelValues } from "./values.ts";

/** "Protect sensitive data in the URL": the checkbox, then the rows and a preview of the URL. */
export function ProtectedData(props: SectionProps) {
  const { form, disabled } = props;
  const id = useId();
  const rows = useRows(form, "url_secrets", BLANK_URL_SECRET);
  const [isTicked, setTicked] = useState(rows.fields.length > 0);
  // Somebody else may have added rows: the form shows all that it saves.
  const isProtected = isTicked || rows.fields.length > 0;
  // Ticking again brings the rows back, so that a slip loses nothing.
  const [unticked, setUnticked] = useState<ChannelValues["url_secrets"]>([]);
  const wasProtected = !isProtected && unticked.length > 0;

  function protect(on: boolean) {
    setTicked(on);
    setUnticked(on ? [] : form.getValues("url_secrets"));
    if (!on) rows.replace([]);
    else if (unticked.length > 0) rows.replace(unticked);
    else rows.add();
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-start gap-1.5">
        <Checkbox
          id={id}
          checked={isProtected}
          onChange={protect}
          disabled={disabled}
          aria-describedby={`${id}-help`}
          className="-ml-1 -mt-0.5 pointer-coarse:-mt-3 pointer-coarse:-ml-3.5"
        />
        <div className="flex flex-col gap-0.5">
          <label htmlFor={id} className="w-fit font-medium">
            Protect sensitive data in the URL
          </label>
          <FieldMessages ids={{ help: `${id}-help`, error: `${id}-error` }} help={HELP} />
        </div>
      </div>
      {isProtected && <Rows {...props} rows={rows} />}
      {(isProtected || wasProtected) && !disabled && (
        <UrlPreview control={form.control} unprotected={wasProtected} />
      )}
    </div>
  );
}

const HELP =
  "Pages, logs and the API show a Replacement Value such as {{Token}} instead of the Sensitive Value in the path and query.";

function Rows(props: SectionProps & { rows: ReturnType<typeof useRows<"url_secrets">> }) {
  const { rows, form, disabled } = props;
  const { errors } = useFormState({ control: form.control });
  return (
    <>
      {rows.fields.length > 0 && (
        <FormRows>
          <ColumnTitles
            titles={["Replacement Value", "Sensitive Value"]}
            grid={PROTECTED_GRID}
            fixed={disabled}
          />
          {rows.fields.map(({ id }, index) => (
            <ProtectedRow key={id} {...props} index={index} onDelete={() => rows.remove(index)} />
          ))}
        </FormRows>
      )}
      {!disabled && (
        <>
          <AddRow
            label="Add"
            count={rows.fields.length}
            max={URL_SECRETS_MAX}
            onAdd={rows.add}
            ref={rows.addButton}
          />
          <FieldMessages
            ids={{ help: `${rows.id}-help`, error: `${rows.id}-error` }}
            help="Important: once the channel is saved, you can't view or modify this data. Use the Delete icon to delete saved data, and add new data."
            error={errors.url_secrets?.root?.message ?? errors.url_secrets?.message}
          />
        </>
      )}
    </>
  );
}
