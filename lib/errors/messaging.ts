/** What can go wrong between a device and the XMTP network. */
export type MessagingErrorCode =
  /** The XMTP API does not answer (connection refused, timeout, offline). */
  | "xmtp.unreachable"
  /** The network answered, and refused. */
  | "xmtp.refused"
  /** Ten installations of this inbox exist already. */
  | "xmtp.installation-limit"
  /** The address has no inbox on this network yet. */
  | "xmtp.not-registered"
  /** The client's engine (wasm) could not be loaded. */
  | "xmtp.engine"
  /** The engine was there and stopped: a crash of its own, or the browser ended its worker. */
  | "xmtp.engine-died"
  /** The browser offers no persistent storage (private window, blocked site data). */
  | "storage.unavailable"
  /** Somebody else has the files of this site open: another app on this origin, a tab that goes. */
  | "storage.held"
  /** What was in a tab's memory alone is gone: the engine that held it stopped. */
  | "storage.not-kept"
  /** The device has no room left. */
  | "storage.full"
  /** The store of this inbox was erased or can't be read. */
  | "storage.lost"
  /** Another tab holds the client of this profile. */
  | "tab.elsewhere"
  /** The message is larger than the network carries. */
  | "message.too-large";
