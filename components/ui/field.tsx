import clsx from "clsx";
import { CircleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";

export type FieldWords = {
  label: string;
  /** A sentence that helps, shown until there is an error. */
  hint?: string | undefined;
  /** What is wrong with what was typed, and what to do. */
  error?: string | undefined;
};

type FieldProps = Omit<ComponentProps<"input">, "id"> & FieldWords;

/** A labelled line of input whose hint and error are read with it. */
export function Field({ label, hint, error, className, ...input }: FieldProps) {
  return (
    <LabelledControl label={label} hint={hint} error={error}>
      {(described) => (
        <input {...input} {...described} className={clsx("h-11", controlLook(error), className)} />
      )}
    </LabelledControl>
  );
}

type Described = { id: string; "aria-describedby": string; "aria-invalid": true | undefined };

/** What is typed into, between its label and what helps with it. */
export function LabelledControl(
  props: FieldWords & { children: (described: Described) => ReactNode },
) {
  const { label, hint, error, children } = props;
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold text-sm text-soft">
        {label}
      </label>
      {children({ id, "aria-describedby": noteId, "aria-invalid": error ? true : undefined })}
      <p id={noteId} aria-live="polite" className="min-h-4.5 text-sm">
        {error ? <FieldError>{error}</FieldError> : <span className="text-soft">{hint}</span>}
      </p>
    </div>
  );
}

export function controlLook(error: string | undefined): string {
  return clsx(
    "w-full rounded-xl border bg-surface px-3 text-base outline-offset-0 placeholder:text-faint",
    error ? "border-danger" : "border-strong",
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
