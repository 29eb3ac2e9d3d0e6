import type { CallErrorCode } from "@/lib/errors/calls.ts";

/** By what `getUserMedia` fails with (Media Capture and Streams). */
export function deviceProblem({ name, message }: { name: string; message: string }): CallErrorCode {
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      // Chromium says who it was; others do not.
      return /system/i.test(message) ? "call.not-allowed-by-system" : "call.not-allowed";
    case "NotReadableError":
    case "AbortError":
      return "call.device-busy";
    default:
      return "call.no-device";
  }
}

const OF_A_CAMERA: Partial<Record<CallErrorCode, CallErrorCode>> = {
  "call.not-allowed": "call.camera-not-allowed",
  "call.device-busy": "call.camera-busy",
  "call.no-device": "call.no-camera",
};

/** The same of a camera alone: who can't be seen is heard all the same. */
export function cameraProblem(problem: CallErrorCode): CallErrorCode {
  return OF_A_CAMERA[problem] ?? problem;
}
