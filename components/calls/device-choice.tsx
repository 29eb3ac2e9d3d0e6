import { useId } from "react";
import { SELECT_CLASS } from "../ui/select.ts";
import type { Choice } from "./use-device-choices.ts";

/** One of the devices of a kind; nothing to decide where the system has the only word. */
export function DeviceChoice({ label, value, options, choose }: Choice & { label: string }) {
  const id = useId();
  return (
    <div className="flex w-full max-w-md flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold text-sm text-soft">
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={options.length < 2}
        onChange={(event) => choose(event.target.value)}
        className={`${SELECT_CLASS} w-full`}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
