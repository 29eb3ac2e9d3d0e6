import { findMessages } from "./find-messages.ts";
import { IndexKeeper, type KeeperParts } from "./keep-index.ts";

/** What only who looks for something runs; apart, so that a page may load it then. */
export const looking = {
  findMessages,
  keepIndex: (parts: KeeperParts) => new IndexKeeper(parts),
};

export type Looking = typeof looking;
