import { type Identifier, IdentifierKind } from "@xmtp/wasm-bindings";
import type { Address } from "@/lib/identity/core/address.ts";

/** An address as the engine names who may sign for an inbox (XIP-46). */
export function ethereumIdentifier(address: Address): Identifier {
  return { identifier: address.toLowerCase(), identifierKind: IdentifierKind.Ethereum };
}
