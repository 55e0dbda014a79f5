import { useId, useState } from "react";
import { Folded } from "#components/ui/folded.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { TEST_PRESETS } from "#lib/domain/alert/sample.ts";
import { type Preset, statusIn, withPreset } from "./sample-alert.ts";

type SampleAlertProps = {
  text: string;
  onChange: (text: string) => void;
  faults: string[];
};

/** The alert to send: a preset, with its JSON folded and editable. Faults unfold it. */
export function SampleAlert({ text, onChange, faults }: SampleAlertProps) {
  const id = useId();
  const [unfolded, setUnfolded] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="flex flex-wrap items-center gap-3">
        <legend className="float-left font-medium">Sample alert</legend>
        <Segmented<Preset | "">
          name={`${id}-preset`}
          value={presetOf(text)}
          onChange={(preset) => preset !== "" && onChange(withPreset(text, preset))}
          options={TEST_PRESETS.map((preset) => ({ value: preset, label: preset }))}
        />
      </fieldset>
      <Folded title="Edit it as JSON" open={unfolded || faults.length > 0} onToggle={setUnfolded}>
        <Editor text={text} onChange={onChange} faults={faults} />
      </Folded>
    </div>
  );
}

function Editor({ text, onChange, faults }: SampleAlertProps) {
  const id = useId();
  const isFaulty = faults.length > 0;
  return (
    <div className="flex flex-col gap-1.5">
      <Textarea
        aria-label="Sample alert as JSON"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        rows={12}
        spellCheck={false}
        autoCapitalize="off"
        aria-invalid={isFaulty || undefined}
        aria-describedby={isFaulty ? `${id}-help ${id}-faults` : `${id}-help`}
        className="max-h-120! font-mono text-sm"
      />
      <p id={`${id}-help`} className="text-muted text-sm">
        The fields of an alert; Tocsin fills in those that you leave out.
      </p>
      {isFaulty && (
        <div id={`${id}-faults`} role="alert" className="text-danger-text text-sm">
          {faults.map((fault) => (
            <p key={fault}>{fault}</p>
          ))}
        </div>
      )}
    </div>
  );
}

const presetOf = (text: string): Preset | "" =>
  TEST_PRESETS.find((preset) => preset === statusIn(text)) ?? "";
