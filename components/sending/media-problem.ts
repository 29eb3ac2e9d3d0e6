/** Why a microphone or a camera can't be used. */
export type MediaProblem = "denied" | "absent" | "busy" | "unsupported";

/** By what `getUserMedia` fails with (Media Capture and Streams). */
export function toMediaProblem(thrown: unknown): MediaProblem {
  const name = thrown instanceof Error ? thrown.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "absent";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "unsupported";
  }
}
