import type { ComponentProps } from "react";
import { shortAddress } from "@/lib/identity/core/address.ts";
import type { Mentionable } from "@/lib/mentions/core/mentions.ts";
import { Avatar } from "../avatar/avatar.tsx";
import { OptionRow } from "../search/option-row.tsx";

type MentionListProps = {
  id: string;
  label: string;
  people: readonly Mentionable[];
  optionProps: (person: Mentionable) => ComponentProps<"div">;
};

/** Who may be meant, over the field. */
export function MentionList({ id, label, people, optionProps }: MentionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={label}
      className="absolute right-3 bottom-full left-3 z-20 mb-1 rounded-2xl border border-rule bg-raised py-2 shadow-pop split:right-auto split:left-5 split:w-96"
    >
      {people.map((person) => (
        <OptionRow
          key={person.address}
          {...optionProps(person)}
          // The field keeps the focus, and the caret its place.
          onMouseDown={(event) => event.preventDefault()}
          mark={<Avatar address={person.address} sizePx={32} />}
        >
          <p className="foreign truncate font-semibold">
            {person.name ?? shortAddress(person.address)}
          </p>
          <p className="truncate font-mono text-faint text-xs" dir="ltr">
            {person.address}
          </p>
        </OptionRow>
      ))}
    </div>
  );
}
