import clsx from "clsx";
import { type ComponentProps, useId } from "react";
import { FieldNote } from "./field.tsx";

type TextFieldProps = Omit<ComponentProps<"textarea">, "id"> & {
  label: string;
  hint?: string;
  error?: string | undefined;
};

/** As `Field`, for several lines. */
export function TextField({ label, hint, error, className, ...textarea }: TextFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold text-sm text-soft">
        {label}
      </label>
      <textarea
        rows={4}
        {...textarea}
        id={id}
        aria-describedby={noteId}
        aria-invalid={error ? true : undefined}
        className={clsx(
          "field-sizing-content max-h-48 min-h-24 w-full resize-none rounded-xl border bg-surface px-3 py-2.5 text-base outline-offset-0 placeholder:text-faint",
          error ? "border-danger" : "border-strong",
          className,
        )}
      />
      <FieldNote id={noteId} hint={hint} error={error} />
    </div>
  );
}
