import { useCallback, useEffect } from "react";
import { useStore } from "zustand";
import type { GroupPicture } from "@/lib/identity/flow/keep-group-pictures.ts";
import type { GroupRecord } from "@/lib/messaging/core/group.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { useParley } from "./parley-context.ts";

/** The picture of a group, once somebody here wanted to see it. */
export function useGroupPicture(group: ThreadKey): string | undefined {
  const { groupPictures } = useParley();
  useEffect(() => groupPictures.want(group), [groupPictures, group]);
  return useStore(groupPictures.store, ({ pictures }) => {
    const picture = pictures.get(group);
    return picture?.kind === "shown" ? picture.url : undefined;
  });
}

/** Where a group's picture is now: one from somewhere else is not shown any more. */
export function usePicturePlace(group: GroupRecord | undefined): void {
  const { groupPictures } = useParley();
  const { key, pictureUrl } = group ?? {};
  useEffect(() => {
    if (key && pictureUrl !== undefined) groupPictures.place(key, pictureUrl);
  }, [groupPictures, key, pictureUrl]);
}

export type GroupPictureState = GroupPicture | { kind: "off" } | { kind: "unasked" };

export type GroupPictureBinding = {
  state: GroupPictureState;
  /** Asks the picture's server, which sees somebody look; the one at `url` where that is new. */
  load: (url?: string) => void;
};

/** What became of a group's picture, and the way to see it. */
export function useGroupPictureState({ key, pictureUrl }: GroupRecord): GroupPictureBinding {
  const { groupPictures } = useParley();
  const isOn = useStore(groupPictures.store, (view) => view.isOn);
  const picture = useStore(groupPictures.store, ({ pictures }) => pictures.get(key));
  const load = useCallback(
    (url = pictureUrl) => void groupPictures.load(key, url),
    [groupPictures, key, pictureUrl],
  );
  return { state: isOn ? (picture ?? { kind: "unasked" }) : { kind: "off" }, load };
}
