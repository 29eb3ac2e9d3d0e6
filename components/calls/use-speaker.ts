import { deviceInUse } from "@/lib/calls/core/devices.ts";
import type { Calls } from "@/lib/react/use-calls.ts";
import { useMediaDevices } from "@/lib/react/use-media-devices.ts";
import { useAppSettings } from "@/lib/react/use-preferences.ts";

/** What was chosen, whenever it is plugged in. */
export function useSpeaker(calls: Calls, stream: MediaStream | undefined): string {
  const all = useMediaDevices(calls, stream);
  const { speaker } = useAppSettings();
  return deviceInUse(all, "speaker", speaker);
}
