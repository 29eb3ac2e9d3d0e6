/** What this browser keeps of this site, and for how long. */
export type StorageKeeper = {
  /** Undefined where the browser does not say. */
  estimate(): Promise<{ usedBytes: number; quotaBytes: number } | undefined>;
  /** Tries whether so much more could be written. True where that can't be found out. */
  hasRoomFor(bytes: number): Promise<boolean>;
  /** Whether it keeps everything until a person erases it. */
  isKept(): Promise<boolean>;
  /** Asks for that; some browsers ask the person. Gives whether it is so. */
  keep(): Promise<boolean>;
};
