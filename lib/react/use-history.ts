"use client";

import { useStore } from "zustand";
import type { History, HistoryState } from "@/lib/messaging/flow/history.ts";
import { useParley } from "./parley-context.ts";

export type HistoryBinding = { state: HistoryState } & Omit<History, "store">;

/** Messages on their way between devices and archives. */
export function useHistory(): HistoryBinding {
  const { history } = useParley().messaging;
  return { ...history, state: useStore(history.store) };
}
