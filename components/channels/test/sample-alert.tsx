import { useId, useState } from "react";
import { Segmented } from "#components/ui/segmented.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { TEST_PRESETS } from "#lib/domain/alert/sample.ts";
import { Folded } from "./folded.tsx";
import { type Preset, statusIn, withPreset } from "./sample-alert.ts";

type SampleAlertProps = {
  text: string;
  onChange: (text: string) => void;
  faults: string[];
  /** Whether it makes room for the answer; it can be unfolded again. */
  folded: boolean;
};

/** The alert that is going to be sent: a preset, to be edited as JSON. */
export function SampleAlert({ text, onChange, faults, folded }: SampleAlertProps) {
  const [unfolded, setUnfolded] = useState(false);
  if (!folded) return <Editor text={text} onChange={onChange} faults={faults} />;
  return (
    <Folded title="Sample alert" open={unfolded} onToggle={setUnfolded}>
      <Editor text={text} onChange={onChange} faults={faults} />
    </Folded>
  );
}

function Editor({ text, onChange, faults }: Omit<SampleAlertProps, "folded">) {
  const id = useId();
  const isFaulty = faults.length > 0;
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="flex flex-wrap items-center gap-3">
        <legend className="float-left font-medium">Preset</legend>
        <Segmented<Preset | "">
          name={`${id}-preset`}
          value={presetOf(text)}
          onChange={(preset) => preset !== "" && onChange(withPreset(text, preset))}
          options={TEST_PRESETS.map((preset) => ({ value: preset, label: preset }))}
        />
      </fieldset>
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id} className="font-medium">
          Sample alert
        </label>
        <Textarea
          id={id}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          rows={12}
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={isFaulty || undefined}
          aria-describedby={isFaulty ? `${id}-help ${id}-faults` : `${id}-help`}
          className="max-h-120 font-mono text-sm"
        />
        <p id={`${id}-help`} className="text-muted text-sm">
          JSON, with the fields of an alert. Fields that are left out are filled in.
        </p>
        {isFaulty && (
          <div id={`${id}-faults`} role="alert" className="text-danger-text text-sm">
            {faults.map((fault) => (
              <p key={fault}>{fault}</p>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

const presetOf = (text: string): Preset | "" =>
  TEST_PRESETS.find((preset) => preset === statusIn(text)) ?? "";
