/** A part failed to change, and may have changed all the same. */
export class UnsureChangeError extends Error {
  override readonly name = "UnsureChangeError";
}

/**
 * A change that is ready: `commit` makes it, `abort` forgets it. One of them is called, once. That of the
 * network's database has changed nothing when it throws, except {@link UnsureChangeError}.
 */
export type Staged = { commit(): Promise<void>; abort(): Promise<void> };

/** A part of the stack that keeps something, wherever it does. */
export type KeepingPart = {
  /** Also the name of its folder in a snapshot. */
  name: "xmtp" | "history" | "ipfs" | "chain";
  /** Writes all that it keeps into the folder, which exists and is empty. */
  save(folder: string): Promise<void>;
  /**
   * Makes ready to keep what `save` wrote there, and nothing else; without a folder, nothing at all.
   * Throws for what cannot be read, and has changed nothing then.
   */
  stage(folder: string | undefined): Promise<Staged>;
};
