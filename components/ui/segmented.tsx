import type { Ref } from "react";

type SegmentedOption<T extends string | boolean> = { value: T; label: string };

type SegmentedProps<T extends string | boolean> = {
  name: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly SegmentedOption<T>[];
  ref?: Ref<HTMLInputElement>;
  onBlur?: () => void;
  disabled?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
};

/**
 * A few options side by side. They are radio buttons, so arrow keys move the choice. Name it with a
 * ChoiceField.
 */
export function Segmented<T extends string | boolean>(props: SegmentedProps<T>) {
  const { value, onChange, options, ref, ...shared } = props;
  return (
    <div className="inline-flex max-w-full flex-wrap gap-0.5 rounded-md border border-border-input bg-sunken p-0.5">
      {options.map((option, index) => (
        <label
          key={String(option.value)}
          className="relative inline-flex grow justify-center min-h-7 cursor-pointer items-center rounded-sm px-3 text-muted outline-offset-2 hover:text-ink has-checked:bg-accent has-checked:font-medium has-checked:text-on-accent has-disabled:cursor-not-allowed has-disabled:opacity-55 has-focus-visible:outline-2 has-focus-visible:outline-ring pointer-coarse:min-h-11"
        >
          <input
            {...shared}
            ref={index === 0 ? ref : undefined}
            type="radio"
            value={String(option.value)}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 size-full cursor-pointer appearance-none rounded-sm outline-none"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
