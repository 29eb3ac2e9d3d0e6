/** What can go wrong when messages are taken from one device to another. */
export type HistoryErrorCode =
  /** Not the 24 words of an archive: one is missing, mistyped or in another place. */
  | "archive.words"
  /** Other words, another inbox's archive, or no archive at all: nobody can tell which. */
  | "archive.unreadable"
  /** It opens and breaks off: a part of the file is missing. */
  | "archive.damaged";
