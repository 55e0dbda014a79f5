import type { ReactNode, Ref } from "react";

type RadioOption<T extends string | boolean> = { value: T; label: string; help?: ReactNode };

type RadioGroupProps<T extends string | boolean> = {
  name: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly RadioOption<T>[];
  ref?: Ref<HTMLInputElement>;
  onBlur?: () => void;
  disabled?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
};

/** A few options in a column, each with room for a line of help. Name it with a ChoiceField. */
export function RadioGroup<T extends string | boolean>(props: RadioGroupProps<T>) {
  const { value, onChange, options, ref, ...shared } = props;
  return (
    <div className="flex flex-col gap-1">
      {options.map((option, index) => (
        <label
          key={String(option.value)}
          className="flex cursor-pointer items-start gap-2.5 py-1 has-disabled:cursor-not-allowed pointer-coarse:min-h-11 pointer-coarse:py-3"
        >
          <input
            {...shared}
            ref={index === 0 ? ref : undefined}
            type="radio"
            value={String(option.value)}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="mt-0.5 size-4 shrink-0 cursor-pointer appearance-none rounded-full border border-border-input bg-surface checked:border-5 checked:border-accent disabled:opacity-55"
          />
          <span>
            {option.label}
            {option.help && <span className="block text-muted text-sm">{option.help}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
