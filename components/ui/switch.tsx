import { useId } from "react";

type SwitchProps = { label: string; isOn: boolean; onTurn: (isOn: boolean) => void };

/** Something that is on or off, at once. */
export function Switch({ label, isOn, onTurn }: SwitchProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-11 cursor-pointer items-center gap-3 font-semibold">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        onChange={(event) => onTurn(event.target.checked)}
        className="flex h-6 w-10 shrink-0 cursor-pointer appearance-none items-center rounded-full border border-strong bg-sunken px-0.5 transition-colors before:size-4.5 before:rounded-full before:bg-strong before:transition-transform before:content-[''] checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent rtl:checked:before:-translate-x-4"
      />
      {label}
    </label>
  );
}
