"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { FilePreview } from "@/lib/attachments/core/attachment.ts";

/** A file that somebody chose, and that has not left this page. */
export type ChosenFile = {
  id: string;
  file: Blob;
  fileName: string;
  mimeType: string;
  preview?: FilePreview;
};

/** What lies ready in one conversation, in memory alone. */
export type Tray = {
  files: readonly ChosenFile[];
  /** What of pictures is sent. */
  pictures: "reduced" | "original";
  /** A voice message is being recorded, or listened to. */
  isSpeaking: boolean;
  /** Folders were dropped, which can't be sent. */
  hadFolders: boolean;
};

const EMPTY: Tray = { files: [], pictures: "reduced", isSpeaking: false, hadFolders: false };

const trays = new Map<string, Tray>();
const listeners = new Set<() => void>();

function put(place: string, change: (tray: Tray) => Partial<Tray>): void {
  const tray = trays.get(place) ?? EMPTY;
  trays.set(place, { ...tray, ...change(tray) });
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

type AddOptions = { hadFolders?: boolean };

export type TrayBinding = Tray & {
  add: (files: Iterable<Blob>, options?: AddOptions) => void;
  remove: (id: string) => void;
  /** Moves a file so many places on. */
  move: (id: string, by: number) => void;
  choosePictures: (pictures: Tray["pictures"]) => void;
  speak: (isSpeaking: boolean) => void;
  /** Takes all files away, as they are now. */
  clear: () => void;
  putBack: (files: readonly ChosenFile[]) => void;
};

/** What lies ready in a conversation. It stays when one looks at another, and ends with the page. */
export function useTray(place: string): TrayBinding {
  const tray = useSyncExternalStore(
    subscribe,
    useCallback(() => trays.get(place) ?? EMPTY, [place]),
    () => EMPTY,
  );
  const verbs = useMemo(
    () => ({
      add: (files: Iterable<Blob>, { hadFolders = false }: AddOptions = {}) => {
        const chosen = [...files].map(toChosen);
        put(place, (now) => ({ files: [...now.files, ...chosen], hadFolders }));
      },
      remove: (id: string) =>
        put(place, ({ files }) => ({ files: files.filter((file) => file.id !== id) })),
      move: (id: string, by: number) =>
        put(place, ({ files }) => ({ files: moved(files, id, by) })),
      choosePictures: (pictures: Tray["pictures"]) => put(place, () => ({ pictures })),
      speak: (isSpeaking: boolean) => put(place, () => ({ isSpeaking })),
      clear: () => put(place, () => ({ files: [], hadFolders: false })),
      putBack: (files: readonly ChosenFile[]) =>
        put(place, (now) => ({ files: [...files, ...now.files] })),
    }),
    [place],
  );
  return useMemo(() => ({ ...tray, ...verbs }), [tray, verbs]);
}

function toChosen(file: Blob): ChosenFile {
  const fileName = file instanceof File ? file.name : "";
  return { id: crypto.randomUUID(), file, fileName, mimeType: file.type };
}

function moved(files: readonly ChosenFile[], id: string, by: number): readonly ChosenFile[] {
  const from = files.findIndex((file) => file.id === id);
  const to = from + by;
  const file = files[from];
  if (!file || to < 0 || to >= files.length) return files;
  const others = files.filter((each) => each !== file);
  return [...others.slice(0, to), file, ...others.slice(to)];
}
