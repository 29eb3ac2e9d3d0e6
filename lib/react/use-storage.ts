"use client";

import { useEffect } from "react";
import { useStore } from "zustand";
import type { StorageState } from "@/lib/messaging/flow/keep-storage.ts";
import { useParley } from "./parley-context.ts";

export type StorageBinding = { state: StorageState; keep: () => Promise<boolean> };

/** How much room this device has, looked at when it is shown. */
export function useStorage(): StorageBinding {
  const { storage } = useParley();
  useEffect(() => void storage.look(), [storage]);
  return { state: useStore(storage.store), keep: storage.keep };
}
