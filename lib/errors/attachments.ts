/** What can go wrong with files of conversations on the way to their message and out of it. */
export type AttachmentErrorCode =
  /** The file can't be read: it was moved, or its disk is gone. */
  | "attachment.unreadable"
  /** What its camera wrote into a picture can't be taken out, and nobody chose to send it. */
  | "attachment.not-bare"
  /** It is larger than what is sent or opened. */
  | "attachment.too-large"
  /** This device has no room for it. */
  | "attachment.no-room"
  /** Somebody ended it. */
  | "attachment.cancelled"
  /** Nobody has it any more. */
  | "attachment.gone"
  /** What came is not what was sent. */
  | "attachment.forged"
  /** No server that has it answers. */
  | "attachment.unreachable"
  /** A link that is not opened: no https, no public host. */
  | "attachment.unsafe-link"
  /** The page was closed before it was sealed: nobody has its bytes any more. */
  | "attachment.not-ready"
  /** What seals and opens files did not load. */
  | "attachment.not-loaded";
