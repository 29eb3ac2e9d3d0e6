/** What can go wrong with a call. */
export type CallErrorCode =
  /** The person, the browser or the system let nobody use microphone or camera. */
  | "call.not-allowed"
  /** The system lets this browser use neither. */
  | "call.not-allowed-by-system"
  /** There is no microphone, or no camera. */
  | "call.no-device"
  /** Another program has it. */
  | "call.device-busy"
  /** A camera was wanted and there is none; the microphone can be had. */
  | "call.no-camera"
  /** The same, because another program has it. */
  | "call.camera-busy"
  /** The same, because the person or the browser said no. */
  | "call.camera-not-allowed"
  /** It may go through a relay only, and there is none. */
  | "call.no-relay"
  /** What was used in the call was unplugged. */
  | "call.device-gone"
  /** The browser or the system shares no screen. */
  | "call.no-screen"
  /** The browser could make no connection of it. */
  | "call.failed"
  /** The part of Parley that makes calls could not be loaded. */
  | "call.not-loaded";
