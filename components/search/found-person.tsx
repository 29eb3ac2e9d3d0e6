import type { ComponentProps } from "react";
import { shortAddress } from "@/lib/identity/core/address.ts";
import { useName } from "@/lib/react/use-names.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { NameWarning } from "../name/name-warning.tsx";
import { MarkedText } from "./marked-text.tsx";
import { OptionRow } from "./option-row.tsx";
import { RequestTag } from "./request-tag.tsx";
import type { FoundPerson } from "./use-people-search.ts";

type FoundPersonRowProps = ComponentProps<"div"> & { found: FoundPerson };

/** Somebody, or a group, that was found. */
export function FoundPersonRow({ found, ...option }: FoundPersonRowProps) {
  const { row, name, ranges } = found;
  const address = row.peer?.address;
  const warned = useName(address);
  const isNamed = address !== undefined && name !== shortAddress(address);
  return (
    <OptionRow
      {...option}
      data-found-thread={row.key}
      mark={<ThreadMark threadKey={row.key} address={address} sizePx={36} />}
    >
      <p className="flex items-center gap-1.5">
        <span className="foreign truncate font-semibold">
          <MarkedText text={name} ranges={ranges} />
        </span>
        <NameWarning name={warned} />
        <RequestTag row={row} />
      </p>
      {isNamed && <p className="truncate text-faint text-xs">{shortAddress(address)}</p>}
    </OptionRow>
  );
}
