import { foldRoom, NO_ROOM, type RoomSignal, type RoomState } from "./room.ts";

/** So many signals are put in order where one comes late; what is before them stands. */
const REORDERED = 64;

/**
 * What was heard of a group's calls. A device hears its own words before those of others that the
 * network has first: what comes is put in its place, and folded again.
 */
export type RoomLog = {
  /** The fold of all that has settled. */
  readonly settled: RoomState;
  readonly settledUntil?: RoomSignal;
  /** In the network's order, after what has settled. */
  readonly recent: readonly RoomSignal[];
  /** The fold of all of it. */
  readonly now: RoomState;
};

export const NO_LOG: RoomLog = { settled: NO_ROOM, recent: [], now: NO_ROOM };

export function hearInRoom(log: RoomLog, signal: RoomSignal): RoomLog {
  const { settledUntil } = log;
  if (settledUntil && compare(signal, settledUntil) <= 0) return log;
  if (log.recent.some((known) => isSame(known, signal))) return log;
  const at = log.recent.findLastIndex((known) => compare(known, signal) < 0) + 1;
  const recent = log.recent.toSpliced(at, 0, signal);
  if (at === log.recent.length) return settle({ ...log, recent, now: foldRoom(log.now, signal) });
  return settle({ ...log, recent, now: recent.reduce(foldRoom, log.settled) });
}

function settle(log: RoomLog): RoomLog {
  const [first, ...recent] = log.recent;
  if (!first || log.recent.length <= REORDERED) return log;
  return { ...log, settled: foldRoom(log.settled, first), settledUntil: first, recent };
}

/** By the network's time; where that is the same, in any order that is the same for all. */
function compare(a: RoomSignal, b: RoomSignal): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  if (a.party !== b.party) return a.party < b.party ? -1 : 1;
  return a.seq - b.seq || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);
}

function isSame(a: RoomSignal, b: RoomSignal): boolean {
  return a.party === b.party && a.from === b.from && a.seq === b.seq && a.type === b.type;
}
