import type { Address } from "@/lib/identity/core/address.ts";
import { useName } from "@/lib/react/use-names.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { CopyButton } from "../ui/copy-button.tsx";

type PersonProps = {
  label: string;
  address: Address;
  copyLabel: string;
  /** Somebody who can be written to, rather than a contract. */
  isLink?: boolean;
};

/** Who something goes to, in full: where one decides, the ends of an address are not enough. */
export function Person({ label, address, copyLabel, isLink = false }: PersonProps) {
  const name = useName(address)?.name;
  return (
    <div>
      <dt className="text-faint text-xs">{label}</dt>
      <dd className="flex items-start gap-1">
        <div className="min-w-0 flex-1">
          {name && <p className="foreign font-semibold text-sm">{name}</p>}
          <p className="foreign font-mono text-soft text-xs" dir="ltr">
            {isLink ? (
              <PlaceLink href={`/dm/${address}`} className="hover:underline">
                {address}
              </PlaceLink>
            ) : (
              address
            )}
          </p>
        </div>
        <CopyButton text={address} label={copyLabel} className="-my-2" />
      </dd>
    </div>
  );
}
