import { expect, it } from "vitest";
import { deviceInUse, devicesOf, type MediaDevice } from "./devices.ts";

const LISTED: readonly MediaDevice[] = [
  { kind: "microphone", id: "default", label: "Default - Headset" },
  { kind: "microphone", id: "communications", label: "Communications - Headset" },
  { kind: "microphone", id: "a", label: "Headset" },
  { kind: "microphone", id: "b", label: "Desk" },
  { kind: "camera", id: "c", label: "Front" },
  { kind: "speaker", id: "", label: "" },
];

it("chooses among what can be told apart, each once", () => {
  expect(devicesOf(LISTED, "microphone").map(({ id }) => id)).toEqual(["a", "b"]);
  expect(devicesOf(LISTED, "camera").map(({ id }) => id)).toEqual(["c"]);
  expect(devicesOf(LISTED, "speaker")).toEqual([]);
});

it("leaves it to the system where what was chosen is not plugged in", () => {
  expect(deviceInUse(LISTED, "microphone", "b")).toBe("b");
  expect(deviceInUse(LISTED, "microphone", "gone")).toBe("");
  expect(deviceInUse(LISTED, "camera", "b")).toBe("");
});
