/** A message of the channel at most, its header with it: what every browser takes. */
export const MESSAGE_BYTES = 64 * 1024;
/** Read of a file at once, and given to the channel at once. */
export const BLOCK_BYTES = 512 * 1024;
/** So much may be on its way that is not on the other side's disk yet. */
export const WINDOW_BYTES = 8 * 1024 * 1024;
/** That much is on the disk before more is asked for. */
export const GRANT_BYTES = WINDOW_BYTES / 8;
/** Files of one side that move at the same time; the others wait for their turn. */
export const MOVING_AT_MOST = 2;
/** Files that wait for an answer at the same time. */
export const OFFERED_AT_MOST = 8;
/** More of them are refused unseen. */
export const ASKED_AT_MOST = 10;
/** A file's beginning, by which it is known again. */
export const HEAD_BYTES = 64 * 1024;
/** No disk is larger. */
export const FILE_BYTES_AT_MOST = 2 ** 50;
/** A part of a file that nothing is added to is kept so long. */
export const PART_KEPT_FOR_MS = 24 * 3_600_000;
/** A browser that was given a file to save has read it by then. */
export const SAVED_WITHIN_MS = 10 * 60_000;
/** Files that are over, remembered for whoever did not hear of it. */
export const REMEMBERED_AT_MOST = 100;
