"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { AttachedFile } from "@/lib/attachments/core/attachment.ts";
import type { OpenFiles, PlacedFile } from "@/lib/attachments/flow/open-files.ts";
import {
  type FileState,
  NOTHING_OPEN,
  type OpenFilesView,
} from "@/lib/attachments/flow/open-files-view.ts";
import { useParley } from "./parley-context.ts";

export type { FileState, PlacedFile };

const NOTHING = createStore<OpenFilesView>(() => NOTHING_OPEN);
const NOT_LOADED: FileState = { kind: "failed", code: "attachment.not-loaded" };

type Loaded = { openFiles?: OpenFiles; hasFailed: boolean };

/** Loaded by the first file that is shown, and again by who tries again. */
function useOpenFiles(): Loaded & { load: () => void } {
  const { loadOpenFiles } = useParley();
  const [loaded, setLoaded] = useState<Loaded>({ hasFailed: false });
  const isShown = useRef(true);
  const load = useCallback(() => {
    loadOpenFiles().then(
      (openFiles) => isShown.current && setLoaded({ openFiles, hasFailed: false }),
      () => isShown.current && setLoaded({ hasFailed: true }),
    );
  }, [loadOpenFiles]);
  useEffect(() => {
    isShown.current = true;
    load();
    return () => {
      isShown.current = false;
    };
  }, [load]);
  return { ...loaded, load };
}

export type FileBinding = {
  /** Undefined while nobody has asked for it. */
  state: FileState | undefined;
  /** Asks for it, or tries again. */
  open: () => void;
  cancel: () => void;
};

/** A file on the screen: loaded when it is seen, if it may be; kept as long as it is seen. */
export function useFile(placed: PlacedFile): FileBinding {
  const { openFiles, hasFailed, load } = useOpenFiles();
  const { key } = placed;
  useEffect(() => openFiles?.watch(placed), [openFiles, placed]);
  const known = useStore(openFiles?.store ?? NOTHING, ({ files }) => files.get(key));
  const open = useCallback(
    () => (openFiles ? openFiles.open(placed) : load()),
    [openFiles, load, placed],
  );
  const cancel = useCallback(() => openFiles?.cancel(key), [openFiles, key]);
  return { state: hasFailed ? NOT_LOADED : known, open, cancel };
}

/** Who would be asked for a file, in order; undefined until that is known. */
export function useSources(file: AttachedFile): readonly string[] | undefined {
  const { openFiles } = useOpenFiles();
  const [hosts, setHosts] = useState<readonly string[]>();
  useEffect(() => {
    if (!openFiles) return;
    let isOver = false;
    openFiles.sourcesOf(file).then(
      (found) => !isOver && setHosts(found),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [openFiles, file]);
  return hosts;
}

/** Whether a server gave a file that this page has now. */
export function useHasGiven(host: string): boolean {
  const { openFiles } = useOpenFiles();
  return useStore(openFiles?.store ?? NOTHING, ({ files }) =>
    [...files.values()].some((file) => file.kind === "opened" && file.opened.from === host),
  );
}

/** Keeps a file in memory for somebody who is not on the screen: what plays goes on. */
export function useHold(placed: PlacedFile): () => () => void {
  const { openFiles } = useOpenFiles();
  return useCallback(() => openFiles?.watch(placed) ?? (() => undefined), [openFiles, placed]);
}
