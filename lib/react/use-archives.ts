"use client";

import { useStore } from "zustand";
import type { ArchiveState, Archives } from "@/lib/messaging/flow/archives.ts";
import { useParley } from "./parley-context.ts";

export type { ArchiveState };

export type ArchivesBinding = { state: ArchiveState } & Omit<Archives, "store">;

/** The archive that is being made or read, wherever on the screen one is meanwhile. */
export function useArchives(): ArchivesBinding {
  const { archives } = useParley().messaging;
  return { ...archives, state: useStore(archives.store) };
}
