"use client";

import type { Address } from "@/lib/identity/core/address.ts";
import { usePicture } from "@/lib/react/use-picture.ts";
import { Avatar } from "./avatar.tsx";

/** What somebody looks like here: the picture that they chose where it may be loaded, else their flag. */
export function Face({ address, sizePx }: { address: Address; sizePx: number }) {
  return <Avatar address={address} sizePx={sizePx} pictureUrl={usePicture(address)} />;
}
