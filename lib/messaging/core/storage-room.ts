/** What a browser allows this site, in bytes. */
export type StorageRoom = { usedBytes: number; quotaBytes: number };

const LITTLE_BYTES = 50 * 1024 * 1024;
const LITTLE_SHARE = 0.05;

/** Whether new messages may soon find no room. */
export function isNearlyFull({ usedBytes, quotaBytes }: StorageRoom): boolean {
  const leftBytes = quotaBytes - usedBytes;
  return leftBytes < LITTLE_BYTES || leftBytes < quotaBytes * LITTLE_SHARE;
}
