"use client";

import { type ComponentProps, type ReactNode, useRef } from "react";
import { useFormState } from "react-hook-form";
import { insertAt, offsetOf } from "#components/channels/format/template-text.ts";
import { Field } from "#components/form/field.tsx";
import { CodeEditor } from "#components/ui/code-editor.tsx";
import { Folded } from "#components/ui/folded.tsx";
import { useLater } from "#components/ui/later.ts";
import type { FormatFault } from "#lib/domain/format/preview.ts";
import { parts } from "./later-parts.ts";
import type { ChannelForm } from "./use-channel-form.ts";

type TemplateFieldProps = Omit<ComponentProps<typeof Field>, "control" | "name" | "children"> & {
  form: ChannelForm;
  name: `format.${string}`;
  label: string;
  help: ReactNode;
  /** What the preview found at fault. */
  fault: FormatFault | null;
};

/** The editor of a template: numbered lines, a mark at the line at fault, and what may stand in it. */
export function TemplateField({ form, name, fault, disabled, ...labels }: TemplateFieldProps) {
  const loaded = useLater(parts);
  const editor = useRef<HTMLTextAreaElement>(null);
  const { errors } = useFormState({ control: form.control, name });
  const isRefused = errors.format !== undefined;

  function select(from: number, to: number) {
    editor.current?.focus();
    editor.current?.setSelectionRange(from, to);
  }

  function goToFault({ line, column }: FormatFault) {
    const at = offsetOf(editor.current?.value ?? "", { line: line ?? 1, column: column ?? 1 });
    select(at, at);
  }

  function insert(text: string) {
    const { value = "", selectionStart = 0, selectionEnd = 0 } = editor.current ?? {};
    form.setValue(name, insertAt(value, text, [selectionStart, selectionEnd]), { shouldDirty: true });
    const end = selectionStart + text.length;
    // The editor shows the new text after this press.
    setTimeout(() => select(end, end));
  }

  return (
    <div className="flex flex-col gap-2">
      <Field {...labels} control={form.control} name={name} disabled={disabled}>
        {({ value, ref, ...field }) => (
          <CodeEditor
            {...field}
            ref={(element) => {
              editor.current = element;
              ref(element);
            }}
            value={typeof value === "string" ? value : ""}
            faultLine={fault?.line ?? null}
          />
        )}
      </Field>
      {fault?.line != null && loaded && (
        <loaded.TemplateFault fault={fault} isTold={isRefused} goTo={() => goToFault(fault)} />
      )}
      <Folded title="Variables, filters and tags">
        {loaded && <loaded.TemplateHelp insert={disabled ? null : insert} />}
      </Folded>
    </div>
  );
}
