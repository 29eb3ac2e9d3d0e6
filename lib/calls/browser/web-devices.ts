import type { DeviceKind, MediaDevice } from "../core/devices.ts";
import type { Devices } from "../ports.ts";
import { testSpeaker } from "./test-speaker.ts";
import { takeDevices } from "./user-media.ts";

const KINDS: Record<MediaDeviceKind, DeviceKind> = {
  audioinput: "microphone",
  videoinput: "camera",
  audiooutput: "speaker",
};

/** What is plugged into this device, as the browser tells it. */
export const webDevices: Devices = {
  open: takeDevices,
  async isAllowed(media) {
    const names = media === "audio" ? ["microphone"] : ["microphone", "camera"];
    try {
      const asked = names.map((name) =>
        navigator.permissions.query({ name: name as PermissionName }),
      );
      return (await Promise.all(asked)).every(({ state }) => state === "granted");
    } catch {
      // Not every browser tells.
      return false;
    }
  },
  async list() {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.map(
      ({ kind, deviceId, label }): MediaDevice => ({ kind: KINDS[kind], id: deviceId, label }),
    );
  },
  testSpeaker,
  onChange(listener) {
    navigator.mediaDevices.addEventListener("devicechange", listener);
    return () => navigator.mediaDevices.removeEventListener("devicechange", listener);
  },
};
