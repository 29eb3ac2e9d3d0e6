"use client";

import { useStore } from "zustand";
import type { NamedDevices } from "@/lib/identity/flow/device-names.ts";
import type { DeviceNames } from "@/lib/identity/ports.ts";
import { useParley } from "./parley-context.ts";

export type DeviceNamesBinding = { names: DeviceNames; rename: NamedDevices["rename"] };

/** What the person calls their devices, and how to change it. */
export function useDeviceNames(): DeviceNamesBinding {
  const { devices } = useParley();
  return { names: useStore(devices.store), rename: devices.rename };
}
