import { chunk } from "../ui/chunk.ts";

/** All that opens from the details of a group: most who read in one change nothing. */
export const dialogsChunk = chunk(async () => (await import("./group-dialogs.tsx")).GroupDialogs);

/** How long messages stay; in a DM the only thing there is to change. */
export const timerChunk = chunk(async () => (await import("./timer-dialog.tsx")).TimerDialog);
