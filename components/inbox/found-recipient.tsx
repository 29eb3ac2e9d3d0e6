import { useTranslations } from "use-intl";
import type { TypedName } from "@/lib/react/use-name-lookup.ts";
import { Avatar } from "../avatar/avatar.tsx";
import { NameNotes } from "../name/name-notes.tsx";
import { AddressGroups } from "../ui/address-groups.tsx";

/** Whose address a typed name is now, in full, before anything is opened by it. */
export function FoundRecipient({ found }: { found: TypedName }) {
  const t = useTranslations("names.lookUp");
  return (
    <div role="status" className="flex flex-col gap-2">
      <div className="flex items-center gap-3 rounded-xl bg-sunken p-3">
        <Avatar address={found.address} sizePx={36} />
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <p className="foreign text-soft text-sm">{t("found", { name: found.name })}</p>
          <AddressGroups address={found.address} />
        </div>
      </div>
      <NameNotes name={found} />
    </div>
  );
}
