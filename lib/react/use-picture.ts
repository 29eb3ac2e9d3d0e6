import { useCallback, useEffect } from "react";
import { useStore } from "zustand";
import type { Address } from "@/lib/identity/core/address.ts";
import type { ShownPicture } from "@/lib/identity/core/picture-record.ts";
import { useParley } from "./parley-context.ts";

/** Somebody's picture, or why there is none. */
export type PictureState = ShownPicture | { kind: "off" } | { kind: "stranger" } | { kind: "none" };

/** The picture of an address, once it is there; loaded when it is shown and may be. */
export function usePicture(address: Address | undefined): string | undefined {
  const { naming, pictures } = useParley();
  useEffect(() => {
    if (!address) return;
    naming.want([address]);
    pictures.want(address);
  }, [naming, pictures, address]);
  return useStore(pictures.store, (view) => {
    const shown = address && view.pictures.get(address);
    return shown?.kind === "shown" ? shown.url : undefined;
  });
}

/** What became of the picture that a name's owner chose. */
export function usePictureState(address: Address | undefined): PictureState {
  const { pictures } = useParley();
  const isOn = useStore(pictures.store, (view) => view.isOn);
  const isFriend = useStore(pictures.store, ({ friends }) => !!address && friends.has(address));
  const shown = useStore(pictures.store, (view) => address && view.pictures.get(address));
  if (!isOn) return { kind: "off" };
  return isFriend ? (shown ?? { kind: "none" }) : { kind: "stranger" };
}

export type PictureChoiceBinding = {
  isOn: boolean;
  turn: (isOn: boolean) => void;
  /** Who reads pictures on IPFS for this browser, if anybody. */
  gatewayHost: string | undefined;
};

/** Whether pictures are loaded at all. */
export function usePictureChoice(): PictureChoiceBinding {
  const { pictures, preferences } = useParley();
  const isOn = useStore(pictures.store, (view) => view.isOn);
  const turn = useCallback(
    (chosen: boolean) => preferences.settle("showsPictures", chosen),
    [preferences],
  );
  return { isOn, turn, gatewayHost: pictures.gatewayHost };
}
