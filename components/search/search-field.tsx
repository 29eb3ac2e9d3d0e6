import { Search, X } from "lucide-react";
import type { ComponentProps } from "react";

type SearchFieldProps = Omit<ComponentProps<"input">, "onChange"> & {
  label: string;
  clearLabel: string;
  onWrite: (text: string) => void;
  /** The cross in the field, and Escape. */
  onClear: () => void;
};

/** A line to write in what one looks for. */
export function SearchField({ label, clearLabel, onWrite, onClear, ...input }: SearchFieldProps) {
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        aria-hidden="true"
        size={16}
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint"
      />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        dir="auto"
        aria-label={label}
        {...input}
        onChange={(event) => onWrite(event.target.value)}
        className="h-9 w-full rounded-xl border border-transparent bg-sunken pr-9 pl-9 text-base outline-offset-0 placeholder:text-faint hover:border-rule"
      />
      {input.value !== "" && (
        <button
          type="button"
          title={clearLabel}
          aria-label={clearLabel}
          onClick={onClear}
          className="absolute top-1/2 right-1 flex size-7 -translate-y-1/2 items-center justify-center rounded-lg text-soft hover:bg-hover"
        >
          <X aria-hidden="true" size={16} />
        </button>
      )}
    </div>
  );
}
