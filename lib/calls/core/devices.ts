/** What is spoken into, looked into, and listened to. */
export type DeviceKind = "microphone" | "camera" | "speaker";

export const DEVICE_KINDS = [
  "microphone",
  "camera",
  "speaker",
] as const satisfies readonly DeviceKind[];

/** What is sent from, unlike what plays. */
export type InputKind = Exclude<DeviceKind, "speaker">;

export type MediaDevice = {
  kind: DeviceKind;
  id: string;
  /** Empty until the person has let this site use devices. */
  label: string;
};

/** Devices by their ids; an empty one is whichever the system takes. */
export type DeviceChoice = { readonly [Kind in DeviceKind]: string };

export const SYSTEM_DEVICES: DeviceChoice = { microphone: "", camera: "", speaker: "" };

/** Chromium lists what the system takes beside the devices themselves. */
const OF_THE_SYSTEM = new Set(["", "default", "communications"]);

/** Those of a kind that can be told apart, in the browser's order. */
export function devicesOf(all: readonly MediaDevice[], kind: DeviceKind): readonly MediaDevice[] {
  return all.filter(
    (device) => device.kind === kind && device.label !== "" && !OF_THE_SYSTEM.has(device.id),
  );
}

/** What was chosen, or the system's where that is not plugged in now. */
export function deviceInUse(all: readonly MediaDevice[], kind: DeviceKind, chosen: string): string {
  return devicesOf(all, kind).some(({ id }) => id === chosen) ? chosen : "";
}
