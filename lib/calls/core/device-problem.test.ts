import { expect, it } from "vitest";
import { cameraProblem, deviceProblem } from "./device-problem.ts";

it.each([
  ["NotAllowedError", "Permission denied", "call.not-allowed", "call.camera-not-allowed"],
  ["NotAllowedError", "Permission dismissed", "call.not-allowed", "call.camera-not-allowed"],
  [
    "NotAllowedError",
    "Permission denied by system",
    "call.not-allowed-by-system",
    "call.not-allowed-by-system",
  ],
  ["NotReadableError", "Could not start video source", "call.device-busy", "call.camera-busy"],
  ["NotFoundError", "Requested device not found", "call.no-device", "call.no-camera"],
  ["OverconstrainedError", "", "call.no-device", "call.no-camera"],
] as const)("%s, %s", (name, message, problem, ofCamera) => {
  expect(deviceProblem({ name, message })).toBe(problem);
  expect(cameraProblem(problem)).toBe(ofCamera);
});
