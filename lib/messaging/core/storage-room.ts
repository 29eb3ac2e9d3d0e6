/** What a browser allows this site, in bytes; as it says, which may be more than there is. */
export type StorageRoom = { usedBytes: number; quotaBytes: number };

/** Room for some thousand messages; with less it is time to do something. */
export const LITTLE_ROOM_BYTES = 50 * 1024 * 1024;

/** Whether new messages may soon find no room, by what the browser says. */
export function isNearlyFull({ usedBytes, quotaBytes }: StorageRoom): boolean {
  return quotaBytes - usedBytes < LITTLE_ROOM_BYTES;
}
