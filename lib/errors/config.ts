/** What can go wrong before a server can start. */
export type ConfigErrorCode =
  /** The environment has mistakes; the message lists them, one sentence each. */
  "config.invalid";
