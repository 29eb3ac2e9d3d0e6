/** What can go wrong while one looks for something. */
export type SearchErrorCode =
  /** The index of this device's messages stopped, or could not be made. The messages are unharmed. */
  "search.failed";
