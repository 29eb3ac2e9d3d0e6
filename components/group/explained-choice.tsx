import { type ReactNode, useId } from "react";

type Option<Value extends string> = {
  value: Value;
  label: ReactNode;
  hint?: string;
  isDisabled?: boolean;
};

type ExplainedChoiceProps<Value extends string> = {
  legend: string;
  value: Value | undefined;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
  isDisabled?: boolean;
};

/** One of a few, below each other, with what each means. */
export function ExplainedChoice<Value extends string>(props: ExplainedChoiceProps<Value>) {
  const { legend, value, options, onChange, isDisabled = false } = props;
  const name = useId();
  return (
    <fieldset disabled={isDisabled} className="-mx-2 flex flex-col">
      <legend className="px-2 pb-1 font-semibold text-sm text-soft">{legend}</legend>
      {options.map((option) => (
        <div
          key={option.value}
          className="relative flex gap-3 rounded-xl px-2 py-2 hover:bg-hover has-disabled:opacity-60 has-disabled:hover:bg-transparent"
        >
          <input
            type="radio"
            id={`${name} ${option.value}`}
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.isDisabled ?? false}
            onChange={() => onChange(option.value)}
            {...(option.hint && { "aria-describedby": `${name} ${option.value} hint` })}
            className="relative z-10 mt-0.5 size-4 shrink-0"
          />
          <div className="min-w-0">
            <label
              htmlFor={`${name} ${option.value}`}
              className="block cursor-pointer text-base after:absolute after:inset-0"
            >
              {option.label}
            </label>
            {option.hint && (
              <p id={`${name} ${option.value} hint`} className="text-faint text-xs">
                {option.hint}
              </p>
            )}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
