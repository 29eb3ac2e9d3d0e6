import type { Address } from "@/lib/identity/core/address.ts";

/** All 42 characters, in groups of four that two people can read to each other. */
export function AddressGroups({ address }: { address: Address }) {
  const groups = address.slice(2).match(/.{4}/g) ?? [];
  return (
    <p className="min-w-0 flex-1 font-mono text-sm leading-5">
      <span className="sr-only">{address}</span>
      <span aria-hidden="true" className="flex flex-wrap gap-x-2">
        <span className="text-faint">0x</span>
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of an address never change places
          <span key={index}>{group}</span>
        ))}
      </span>
    </p>
  );
}
