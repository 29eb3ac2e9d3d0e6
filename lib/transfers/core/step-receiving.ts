import type { Frame } from "./frames.ts";
import { hearOffer } from "./hear-offer.ts";
import {
  GRANT_BYTES,
  PART_KEPT_FOR_MS,
  REMEMBERED_AT_MOST,
  SAVED_WITHIN_MS,
  WINDOW_BYTES,
} from "./limits.ts";
import {
  fromFound,
  isUnderWay,
  type ReceivedFile,
  type ReceivingEffect,
  type ReceivingEnd,
  type ReceivingEvent,
  type ReceivingState,
  type ReceivingStep,
  recordOf,
} from "./received-file.ts";
import { find, give, put, say, stay, without } from "./receiving-steps.ts";

/** Files that come from another device: what happens next, whatever happens. */
export function stepReceiving(
  state: ReceivingState,
  event: ReceivingEvent,
  nowMs: number,
): ReceivingStep {
  switch (event.kind) {
    case "connected":
      return stay({ ...state, peer: event.peer });
    case "disconnected":
      return disconnect(state, nowMs);
    case "heard":
      return hear(state, event.frame, event.newKey, nowMs);
    case "chunk":
      return take(state, event);
    case "accept":
      return on(state, event.key, (file) =>
        file.stage.kind === "asked" ? open(state, { ...file, touchedAtMs: nowMs }) : stay(state),
      );
    case "decline":
      return on(state, event.key, (file) =>
        file.stage.kind === "asked"
          ? [without(state, file), [say({ kind: "refuse", id: file.id, why: "declined" })]]
          : stay(state),
      );
    case "opened":
      return on(state, event.key, (file) => opened(state, file, event.bytesOnDisk, nowMs));
    case "written":
      return on(state, event.key, (file) => written(state, file, event.offset));
    case "digested":
      return on(state, event.key, (file) => digested(state, file, event.sha256, nowMs));
    case "failed":
      return on(state, event.key, (file) => failed(state, file, event.why));
    case "pause":
      return on(state, event.key, (file) => halt(state, file, "pause"));
    case "resume":
      return on(state, event.key, (file) => halt(state, file, "resume"));
    case "remove":
      return on(state, event.key, (file) => remove(state, file));
    case "saved":
      return on(state, event.key, (file) => {
        if (file.stage.kind !== "complete") return stay(state);
        const saved = { ...file, savedAtMs: nowMs };
        const wake = { kind: "wake", atMs: nowMs + SAVED_WITHIN_MS } as const;
        return [put(state, saved), [{ kind: "keep", record: recordOf(saved) }, wake]];
      });
    case "restore":
      return restore(state, event.found, nowMs);
    case "time":
      return passTime(state, nowMs);
  }
}

function on(
  state: ReceivingState,
  key: string,
  step: (file: ReceivedFile) => ReceivingStep,
): ReceivingStep {
  const file = find(state, key);
  return file ? step(file) : stay(state);
}

function disconnect(state: ReceivingState, nowMs: number): ReceivingStep {
  const { peer: _, ...alone } = state;
  const files = state.files.flatMap((file) => {
    if (file.stage.kind === "asked") return [];
    const left = { ...file, isLinked: false, isPausedThere: false };
    const isStopped = file.stage.kind === "opening" || file.stage.kind === "receiving";
    const stage = { kind: "waiting" } as const;
    return [isStopped ? { ...left, stage, touchedAtMs: nowMs } : left];
  });
  const partial = files.filter(({ stage }) => stage.kind === "waiting");
  const keep = partial.map((file) => ({ kind: "keep", record: recordOf(file) }) as const);
  const wake = { kind: "wake", atMs: nowMs + PART_KEPT_FOR_MS } as const;
  return [{ ...alone, files }, partial.length > 0 ? [...keep, wake] : []];
}

function hear(state: ReceivingState, frame: Frame, newKey: string, nowMs: number): ReceivingStep {
  if (!("id" in frame)) return stay(state);
  if (frame.kind === "offer") return hearOffer(state, frame, newKey, nowMs);
  const file = linked(state, frame.id);
  if (!file) return stay(state);
  switch (frame.kind) {
    case "done":
      if (file.stage.kind !== "receiving") return stay(state);
      if (file.received !== file.sizeBytes) return giveUp(state, file, "broken");
      return check(state, { ...file, sha256: frame.sha256, stage: { kind: "checking" } });
    case "pause":
    case "resume":
      if (frame.by !== "sender") return stay(state);
      return stay(put(state, { ...file, isPausedThere: frame.kind === "pause" }));
    case "cancel": {
      if (frame.by !== "sender" || file.stage.kind === "complete") return stay(state);
      if (file.stage.kind === "asked") return stay(without(state, file));
      return end(state, file, frame.why === "person" ? "cancelled-there" : frame.why);
    }
    default:
      return stay(state);
  }
}

function linked(state: ReceivingState, id: number): ReceivedFile | undefined {
  return state.files.find((file) => file.isLinked && file.id === id && file.peer === state.peer);
}

function open(state: ReceivingState, file: ReceivedFile): ReceivingStep {
  const opening: ReceivedFile = { ...file, stage: { kind: "opening" } };
  const { key, sizeBytes } = file;
  return [
    put(state, opening),
    [
      { kind: "keep", record: recordOf(opening) },
      { kind: "open", key, sizeBytes },
    ],
  ];
}

function opened(
  state: ReceivingState,
  file: ReceivedFile,
  bytesOnDisk: number,
  nowMs: number,
): ReceivingStep {
  if (!isUnderWay(file)) return stay(state);
  const here = { ...file, isOpen: true, received: bytesOnDisk, written: bytesOnDisk };
  if (bytesOnDisk > file.sizeBytes) return giveUp(state, here, "broken");
  if (file.stage.kind !== "opening" || !file.isLinked) return stay(put(state, here));
  return give(state, here, nowMs);
}

/** What comes is what was asked for, in its order and no more of it; anything else ends it. */
function take(
  state: ReceivingState,
  { id, offset, bytes }: Extract<ReceivingEvent, { kind: "chunk" }>,
): ReceivingStep {
  const file = linked(state, id);
  if (file?.stage.kind !== "receiving") return stay(state);
  const end = offset + bytes.length;
  if (offset !== file.received || end > file.upTo) return giveUp(state, file, "broken");
  const { key } = file;
  return [put(state, { ...file, received: end }), [{ kind: "write", key, bytes }]];
}

function written(state: ReceivingState, file: ReceivedFile, offset: number): ReceivingStep {
  const next = { ...file, written: Math.max(file.written, offset) };
  if (file.stage.kind === "checking") return check(state, next);
  if (file.stage.kind !== "receiving") return stay(put(state, next));
  const upTo = Math.min(file.sizeBytes, next.written + WINDOW_BYTES);
  const told = file.upTo - WINDOW_BYTES;
  const isDue = next.written - told >= GRANT_BYTES || next.written === file.sizeBytes;
  if (!isDue) return stay(put(state, next));
  const have = say({ kind: "have", id: file.id, offset: next.written, upTo });
  return [put(state, { ...next, upTo }), [have]];
}

function check(state: ReceivingState, file: ReceivedFile): ReceivingStep {
  const isThere = file.written === file.sizeBytes;
  return [put(state, file), isThere ? [{ kind: "digest", key: file.key }] : []];
}

function digested(
  state: ReceivingState,
  file: ReceivedFile,
  sha256: string,
  nowMs: number,
): ReceivingStep {
  if (file.stage.kind !== "checking") return stay(state);
  const { key, id } = file;
  if (sha256 !== file.sha256) {
    const [ended, effects] = end(state, file, "bad");
    return [ended, [...unlessAlone(file, say({ kind: "bad", id })), ...effects]];
  }
  const whole: ReceivedFile = {
    ...file,
    stage: { kind: "complete" },
    isOpen: false,
    touchedAtMs: nowMs,
  };
  return [
    put(state, whole),
    [
      { kind: "close", key },
      { kind: "keep", record: recordOf(whole) },
      ...unlessAlone(file, say({ kind: "verified", id })),
    ],
  ];
}

function unlessAlone({ isLinked }: ReceivedFile, effect: ReceivingEffect): ReceivingEffect[] {
  return isLinked ? [effect] : [];
}

function failed(
  state: ReceivingState,
  file: ReceivedFile,
  why: "no-room" | "no-store",
): ReceivingStep {
  if (!isUnderWay(file)) return stay(state);
  const { id } = file;
  // Before anything was taken it is a refusal: the sender still waits for an answer.
  const frame: Frame =
    file.stage.kind === "opening"
      ? { kind: "refuse", id, why }
      : { kind: "cancel", id, by: "receiver", why: why === "no-store" ? "broken" : why };
  const [ended, effects] = end(state, file, why);
  return [ended, [...unlessAlone(file, say(frame)), ...effects]];
}

function giveUp(state: ReceivingState, file: ReceivedFile, why: "broken"): ReceivingStep {
  const [ended, effects] = end(state, file, why);
  const frame: Frame = { kind: "cancel", id: file.id, by: "receiver", why };
  return [ended, [...unlessAlone(file, say(frame)), ...effects]];
}

function end(state: ReceivingState, file: ReceivedFile, why: ReceivingEnd): ReceivingStep {
  const stage = { kind: "ended", why } as const;
  const ended: ReceivedFile = { ...file, stage, isOpen: false, isLinked: false };
  return [put(state, ended), [{ kind: "erase", key: file.key }]];
}

function halt(state: ReceivingState, file: ReceivedFile, kind: "pause" | "resume"): ReceivingStep {
  const isPausedHere = kind === "pause";
  if (!isUnderWay(file) || file.isPausedHere === isPausedHere) return stay(state);
  const frame: Frame = { kind, id: file.id, by: "receiver" };
  const told = file.stage.kind === "receiving" ? [say(frame)] : [];
  return [put(state, { ...file, isPausedHere }), told];
}

/** The person wants no more of it, or has seen how it ended. */
function remove(state: ReceivingState, file: ReceivedFile): ReceivingStep {
  const { key, id, peer, head, sizeBytes } = file;
  const frame: Frame = { kind: "cancel", id, by: "receiver", why: "person" };
  const told = isUnderWay(file) ? unlessAlone(file, say(frame)) : [];
  const isWhole = file.stage.kind === "complete";
  const gone = without(state, file);
  const arrived = isWhole
    ? [...gone.arrived.slice(1 - REMEMBERED_AT_MOST), { peer, head, id, sizeBytes }]
    : gone.arrived;
  return [{ ...gone, arrived }, [...told, { kind: "erase", key }]];
}

/** What other pages of this device received, or an earlier one did. */
function restore(
  state: ReceivingState,
  found: Extract<ReceivingEvent, { kind: "restore" }>["found"],
  nowMs: number,
): ReceivingStep {
  const isHere = ({ isOpen, isLinked, stage: { kind } }: ReceivedFile) =>
    isOpen || isLinked || (kind !== "waiting" && kind !== "complete");
  const here = state.files.filter(isHere);
  const isKnown = (key: string) => here.some((file) => file.key === key);
  const others = found.filter(({ record }) => !isKnown(record.key));
  const isWhole = ({ record, bytesOnDisk }: (typeof found)[number]) =>
    !record.isComplete || bytesOnDisk === record.sizeBytes;
  const gone = others.filter((each) => !isWhole(each));
  const files = [...here, ...others.filter(isWhole).map(fromFound)];
  const [next, effects] = passTime({ ...state, files }, nowMs);
  return [
    next,
    [
      ...gone.map(({ record: { key } }) => ({ kind: "erase", key }) as const),
      ...effects,
      { kind: "wake", atMs: nowMs + SAVED_WITHIN_MS },
      { kind: "wake", atMs: nowMs + PART_KEPT_FOR_MS },
    ],
  ];
}

function passTime(state: ReceivingState, nowMs: number): ReceivingStep {
  const isOld = ({ stage, touchedAtMs, savedAtMs }: ReceivedFile) =>
    stage.kind === "complete"
      ? savedAtMs !== undefined && nowMs >= savedAtMs + SAVED_WITHIN_MS
      : stage.kind === "waiting" && nowMs >= touchedAtMs + PART_KEPT_FOR_MS;
  return state.files.filter(isOld).reduce<ReceivingStep>(
    ([before, effects], file) => {
      const [after, more] = remove(before, file);
      return [after, [...effects, ...more]];
    },
    [state, []],
  );
}
