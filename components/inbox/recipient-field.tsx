import type { ComponentProps } from "react";
import { Field } from "../ui/field.tsx";

/** Where an address or a name is typed: nothing that a phone or a browser would put right. */
export function RecipientField(props: ComponentProps<typeof Field>) {
  return (
    <Field
      placeholder="0x… / ana.eth"
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      className="font-mono text-sm"
      {...props}
    />
  );
}
