import { useTranslations } from "use-intl";
import { type DeviceKind, deviceInUse, devicesOf } from "@/lib/calls/core/devices.ts";
import type { Calls } from "@/lib/react/use-calls.ts";
import { useMediaDevices } from "@/lib/react/use-media-devices.ts";
import { useAppSettings, usePreferenceActions } from "@/lib/react/use-preferences.ts";

export type Choice = {
  value: string;
  options: readonly { value: string; label: string }[];
  choose: (id: string) => void;
};

/** Of each kind what there is, what is in use, and how to take another. */
export function useDeviceChoices(
  calls: Calls | undefined,
  stream: MediaStream | undefined,
): Record<DeviceKind, Choice> {
  const t = useTranslations("calls.devices");
  const all = useMediaDevices(calls, stream);
  const settings = useAppSettings();
  const { settle } = usePreferenceActions();
  const choiceOf = (kind: DeviceKind): Choice => ({
    value: deviceInUse(all, kind, settings[kind]),
    options: [
      { value: "", label: t("system") },
      ...devicesOf(all, kind).map(({ id, label }) => ({ value: id, label })),
    ],
    choose: (id) => settle(kind, id),
  });
  return {
    microphone: choiceOf("microphone"),
    camera: choiceOf("camera"),
    speaker: choiceOf("speaker"),
  };
}
