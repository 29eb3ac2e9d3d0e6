"use client";

import { useCallback } from "react";
import { useStore } from "zustand";
import { useParley } from "./parley-context.ts";

export type NewDeviceBinding = { awaitsHistory: boolean; dismiss: () => void };

/** Whether this device is new and still without the messages of the others. */
export function useNewDevice(): NewDeviceBinding {
  const { preferences } = useParley();
  const awaitsHistory = useStore(preferences.store, ({ app }) => app.awaitsHistory);
  const dismiss = useCallback(() => preferences.settle("awaitsHistory", false), [preferences]);
  return { awaitsHistory, dismiss };
}
