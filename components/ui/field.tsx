import clsx from "clsx";
import { CircleAlert } from "lucide-react";
import { type ComponentProps, useId } from "react";

type FieldProps = Omit<ComponentProps<"input">, "id"> & {
  label: string;
  /** A sentence that helps, shown until there is an error. */
  hint?: string;
  /** What is wrong with what was typed, and what to do. */
  error?: string | undefined;
};

/** A labelled line of input whose hint and error are read with it. */
export function Field({ label, hint, error, className, ...input }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold text-sm text-soft">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-describedby={noteId}
        aria-invalid={error ? true : undefined}
        className={clsx(
          "h-11 w-full rounded-xl border bg-surface px-3 text-base outline-offset-0 placeholder:text-faint",
          error ? "border-danger" : "border-strong",
          className,
        )}
      />
      <FieldNote id={noteId} hint={hint} error={error} />
    </div>
  );
}

type FieldNoteProps = { id: string; hint: string | undefined; error: string | undefined };

/** What helps with a field, or what is wrong with it. */
export function FieldNote({ id, hint, error }: FieldNoteProps) {
  return (
    <p id={id} aria-live="polite" className="min-h-4.5 text-sm">
      {error ? <FieldError>{error}</FieldError> : <span className="text-soft">{hint}</span>}
    </p>
  );
}

function FieldError({ children }: { children: string }) {
  return (
    <span className="flex gap-1.5 text-danger">
      <CircleAlert aria-hidden="true" size={16} className="mt-px shrink-0" />
      <span>{children}</span>
    </span>
  );
}
