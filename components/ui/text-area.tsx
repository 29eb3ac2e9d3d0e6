import clsx from "clsx";
import type { ComponentProps } from "react";
import { controlLook, type FieldWords, LabelledControl } from "./field.tsx";

type TextAreaProps = Omit<ComponentProps<"textarea">, "id"> & FieldWords;

/** As `Field`, for several lines. */
export function TextArea({ label, hint, error, className, ...textarea }: TextAreaProps) {
  return (
    <LabelledControl label={label} hint={hint} error={error}>
      {(described) => (
        <textarea
          rows={4}
          {...textarea}
          {...described}
          className={clsx(
            "field-sizing-content max-h-48 min-h-24 resize-none py-2.5",
            controlLook(error),
            className,
          )}
        />
      )}
    </LabelledControl>
  );
}
