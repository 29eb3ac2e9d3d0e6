/** Why the picture that a name's owner chose is not shown. */
export type PictureErrorCode =
  /** Nothing that says where a picture is (ENSIP-12), or a place that is never asked. */
  | "picture.unsupported"
  /** It is on IPFS, and no gateway is configured. */
  | "picture.no-gateway"
  /** It is a token of a chain that is not configured. */
  | "picture.no-chain"
  /** It is somebody else's token. */
  | "picture.not-owner"
  /** Its server does not answer, or allows no other site to read it. */
  | "picture.unreachable"
  | "picture.too-large"
  /** What is there is no picture that is drawn here. */
  | "picture.unreadable";
