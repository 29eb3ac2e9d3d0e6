/** What can go wrong with a call. */
export type CallErrorCode =
  /** The person, the browser or the system let nobody use microphone or camera. */
  | "call.not-allowed"
  /** There is no microphone, or no camera. */
  | "call.no-device"
  /** Another program has it. */
  | "call.device-busy"
  /** A camera was wanted and can't be had, the microphone can. */
  | "call.no-camera"
  /** What was used in the call was unplugged. */
  | "call.device-gone"
  /** The browser or the system shares no screen. */
  | "call.no-screen"
  /** The browser could make no connection of it. */
  | "call.failed"
  /** The part of Parley that makes calls could not be loaded. */
  | "call.not-loaded";
