import type { Frame } from "./frames.ts";
import { BLOCK_BYTES, MOVING_AT_MOST, OFFERED_AT_MOST, PART_KEPT_FOR_MS } from "./limits.ts";
import {
  AT_THE_BEGINNING,
  fromRecord,
  isMoving,
  isOver,
  recordOf,
  type SendingEffect,
  type SendingEnd,
  type SendingEvent,
  type SendingState,
  type SendingStep,
  type SentFile,
} from "./sent-file.ts";

/** Files on their way to another device: what happens next, whatever happens. */
export function stepSending(state: SendingState, event: SendingEvent, nowMs: number): SendingStep {
  const [next, effects] = react(state, event, nowMs);
  const [settled, more] = goOn(next);
  return [settled, [...effects, ...more]];
}

function react(state: SendingState, event: SendingEvent, nowMs: number): SendingStep {
  switch (event.kind) {
    case "add":
      return stay({ ...state, files: [...state.files, fromRecord(event.file, true)] });
    case "add-unreadable": {
      const stage = { kind: "ended", why: "unreadable" } as const;
      return stay({
        ...state,
        files: [...state.files, { ...fromRecord(event.file, true), stage }],
      });
    }
    case "restore":
      return restore(state, event.records, nowMs);
    case "found":
      return change(state, event.key, (file) => ({ ...file, hasFile: true }));
    case "connected":
      return stay({ ...state, peer: event.peer, hasRoom: true });
    case "disconnected": {
      const { peer: _, ...alone } = state;
      const files = state.files.map((file) => (isOver(file) ? file : toWaiting(file, nowMs)));
      const wake = files.some((file) => !isOver(file)) ? [later(nowMs)] : [];
      return [{ ...alone, hasRoom: false, files }, wake];
    }
    case "heard":
      return hear(state, event.frame, nowMs);
    case "read":
      return change(state, event.key, (file) => {
        const isAwaited = isOnTheWay(file) && file.next === event.offset;
        if (!isAwaited || file.ready) return file;
        return { ...file, isReading: false, ready: event.bytes };
      });
    case "digested":
      return digested(state, event.key, event.sha256);
    case "unreadable":
      return cancel(state, event.key, "unreadable");
    case "drained":
      return stay({ ...state, hasRoom: true });
    case "pause":
      return pause(state, event.key);
    case "resume":
      return resume(state, event.key);
    case "remove":
      return remove(state, event.key);
    case "time":
      return passTime(state, nowMs);
  }
}

function stay(state: SendingState): SendingStep {
  return [state, []];
}

function later(nowMs: number): SendingEffect {
  return { kind: "wake", atMs: nowMs + PART_KEPT_FOR_MS };
}

function find(state: SendingState, key: string): SentFile | undefined {
  return state.files.find((file) => file.key === key);
}

function put(state: SendingState, file: SentFile): SendingState {
  return { ...state, files: state.files.map((each) => (each.key === file.key ? file : each)) };
}

function change(
  state: SendingState,
  key: string,
  to: (file: SentFile) => SentFile,
  ...effects: SendingEffect[]
): SendingStep {
  const file = find(state, key);
  return file ? [put(state, to(file)), effects] : stay(state);
}

/** What other pages of this device send, or an earlier one sent, is shown; what they gave up is not. */
function restore(
  state: SendingState,
  records: Extract<SendingEvent, { kind: "restore" }>["records"],
  nowMs: number,
): SendingStep {
  const isKept = (key: string) => records.some((record) => record.key === key);
  const here = state.files.filter(({ key, hasFile }) => hasFile || isKept(key));
  const found = records
    .filter(({ key }) => !find(state, key))
    .map((record) => fromRecord(record, false));
  return passTime({ ...state, files: [...here, ...found] }, nowMs, [later(nowMs)]);
}

function passTime(state: SendingState, nowMs: number, effects: SendingEffect[] = []): SendingStep {
  const isOld = (file: SentFile) =>
    file.stage.kind === "waiting" && nowMs >= file.touchedAtMs + PART_KEPT_FOR_MS;
  const old = state.files.filter(isOld);
  const forget = old.map(({ key }) => ({ kind: "forget", key }) as const);
  return [{ ...state, files: state.files.filter((file) => !isOld(file)) }, [...effects, ...forget]];
}

function toWaiting(file: SentFile, nowMs: number): SentFile {
  const { ready: _, ...rest } = file;
  const stopped = { ...rest, isReading: false, isPausedThere: false };
  return file.stage.kind === "waiting"
    ? stopped
    : { ...stopped, stage: { kind: "waiting" }, touchedAtMs: nowMs };
}

function hear(state: SendingState, frame: Frame, nowMs: number): SendingStep {
  if (!("id" in frame)) return stay(state);
  const file = state.files.find(({ id, peer }) => id === frame.id && peer === state.peer);
  if (!file || isOver(file)) return stay(state);
  const { key, stage } = file;
  switch (frame.kind) {
    case "take":
      return stage.kind === "offered" ? taken(state, file, frame, nowMs) : stay(state);
    case "have":
      return stay(put(state, acknowledged(file, frame)));
    case "refuse":
      return stage.kind === "offered" ? end(state, file, frame.why) : stay(state);
    case "verified":
      if (!isCounted(file)) return stay(state);
      return [
        put(state, { ...file, acked: file.sizeBytes, stage: { kind: "arrived" } }),
        [{ kind: "forget", key }],
      ];
    case "bad":
      return isCounted(file) ? end(state, file, "bad") : stay(state);
    case "pause":
    case "resume":
      if (frame.by !== "receiver") return stay(state);
      return stay(put(state, queued({ ...file, isPausedThere: frame.kind === "pause" })));
    case "cancel":
      if (frame.by !== "receiver") return stay(state);
      return end(state, file, frame.why === "person" ? "cancelled-there" : frame.why);
    default:
      return stay(state);
  }
}

/** All of it is there; also where that was not heard in the connection before. */
function isCounted({ stage, wasTaken }: SentFile): boolean {
  return stage.kind === "checking" || (stage.kind === "offered" && wasTaken);
}

function taken(
  state: SendingState,
  file: SentFile,
  { from, upTo }: Extract<Frame, { kind: "take" }>,
  nowMs: number,
): SendingStep {
  if (from > file.sizeBytes) return stay(state);
  const next: SentFile = {
    ...file,
    wasTaken: true,
    touchedAtMs: nowMs,
    stage: { kind: "queued" },
    ...AT_THE_BEGINNING,
    next: from,
    acked: from,
    upTo: Math.min(upTo, file.sizeBytes),
  };
  const effects: SendingEffect[] = [{ kind: "keep", record: recordOf(next) }];
  if (file.isPausedHere) effects.push(say({ kind: "pause", id: file.id, by: "sender" }));
  return [put(state, next), effects];
}

function acknowledged(
  file: SentFile,
  { offset, upTo }: Extract<Frame, { kind: "have" }>,
): SentFile {
  if (offset > file.next || file.stage.kind === "offered" || file.stage.kind === "waiting")
    return file;
  return {
    ...file,
    acked: Math.max(file.acked, offset),
    upTo: Math.min(file.sizeBytes, Math.max(file.upTo, upTo)),
  };
}

function digested(state: SendingState, key: string, sha256: string): SendingStep {
  const file = find(state, key);
  if (file?.stage.kind !== "sending" || file.next !== file.sizeBytes) return stay(state);
  const checking = put(state, { ...file, stage: { kind: "checking" } });
  return [checking, [say({ kind: "done", id: file.id, sha256 })]];
}

function say(frame: Frame): SendingEffect {
  return { kind: "say", frame };
}

function isOnTheWay({ stage }: SentFile): boolean {
  return stage.kind === "queued" || stage.kind === "sending";
}

/** What goes on again takes its turn again. */
function queued(file: SentFile): SentFile {
  const isStopped = file.isPausedHere || file.isPausedThere;
  return isStopped || file.stage.kind !== "sending" ? file : { ...file, stage: { kind: "queued" } };
}

function pause(state: SendingState, key: string): SendingStep {
  const file = find(state, key);
  if (!file || isOver(file) || file.isPausedHere) return stay(state);
  const told = isOnTheWay(file) ? [say({ kind: "pause", id: file.id, by: "sender" } as const)] : [];
  return [put(state, { ...file, isPausedHere: true }), told];
}

function resume(state: SendingState, key: string): SendingStep {
  const file = find(state, key);
  if (!file?.isPausedHere) return stay(state);
  const told = isOnTheWay(file)
    ? [say({ kind: "resume", id: file.id, by: "sender" } as const)]
    : [];
  return [put(state, queued({ ...file, isPausedHere: false })), told];
}

function isKnownThere({ stage }: SentFile): boolean {
  return stage.kind !== "waiting" && stage.kind !== "arrived" && stage.kind !== "ended";
}

/** The person gives it up, or has seen how it ended. */
function remove(state: SendingState, key: string): SendingStep {
  const file = find(state, key);
  if (!file) return stay(state);
  const { id } = file;
  const told = isKnownThere(file)
    ? [say({ kind: "cancel", id, by: "sender", why: "person" } as const)]
    : [];
  const files = state.files.filter((each) => each !== file);
  return [{ ...state, files }, [...told, { kind: "forget", key }]];
}

function cancel(state: SendingState, key: string, why: "unreadable"): SendingStep {
  const file = find(state, key);
  if (!file || isOver(file)) return stay(state);
  const [ended, effects] = end(state, file, why);
  if (!isKnownThere(file)) return [ended, effects];
  return [ended, [say({ kind: "cancel", id: file.id, by: "sender", why }), ...effects]];
}

function end(state: SendingState, file: SentFile, why: SendingEnd): SendingStep {
  const { ready: _, ...rest } = file;
  const ended: SentFile = { ...rest, isReading: false, stage: { kind: "ended", why } };
  return [put(state, ended), [{ kind: "forget", key: file.key }]];
}

/** Offers, lets move and reads whatever may. */
function goOn(state: SendingState): SendingStep {
  if (state.peer === undefined) return stay(state);
  const effects: SendingEffect[] = [];
  let files = offerMore(state, effects);
  files = moveMore(files, effects);
  const [sent, sending] = transmit({ ...state, files });
  const [reading, reads] = readMore(sent);
  return [reading, [...effects, ...sending, ...reads]];
}

function offerMore({ files, peer }: SendingState, effects: SendingEffect[]): readonly SentFile[] {
  let free = OFFERED_AT_MOST - files.filter(({ stage }) => stage.kind === "offered").length;
  return files.map((file) => {
    const isDue = file.stage.kind === "waiting" && file.hasFile && file.peer === peer;
    if (!isDue || free <= 0) return file;
    free -= 1;
    const { id, name, sizeBytes, mimeType, head } = file;
    effects.push(say({ kind: "offer", id, name, sizeBytes, mimeType, head }));
    return { ...file, stage: { kind: "offered" } };
  });
}

function moveMore(files: readonly SentFile[], effects: SendingEffect[]): readonly SentFile[] {
  let free = MOVING_AT_MOST - files.filter(isMoving).length;
  return files.map((file) => {
    const isStopped = file.isPausedHere || file.isPausedThere;
    if (file.stage.kind !== "queued" || isStopped || free <= 0) return file;
    free -= 1;
    if (file.next === file.sizeBytes) effects.push({ kind: "digest", key: file.key });
    return { ...file, stage: { kind: "sending" } };
  });
}

/** One block at a time: the next when the channel has given this one away. */
function transmit(state: SendingState): SendingStep {
  const ready = state.files.filter((file) => file.ready && isMoving(file));
  const file = ready.find(({ key }) => key !== state.lastKey) ?? ready[0];
  if (!state.hasRoom || !file?.ready) return stay(state);
  const { ready: bytes, ...rest } = file;
  const { key, id, next: offset } = file;
  const sent = { ...rest, next: offset + bytes.length };
  const effects: SendingEffect[] = [{ kind: "transmit", key, id, offset, bytes }];
  if (sent.next === sent.sizeBytes) effects.push({ kind: "digest", key });
  return [{ ...put(state, sent), hasRoom: false, lastKey: key }, effects];
}

/** The next block of each file is read while the one before it goes. */
function readMore(state: SendingState): SendingStep {
  const effects: SendingEffect[] = [];
  const files = state.files.map((file) => {
    const length = Math.min(BLOCK_BYTES, file.upTo - file.next);
    if (!isMoving(file) || file.isReading || file.ready || length <= 0) return file;
    effects.push({ kind: "read", key: file.key, offset: file.next, length });
    return { ...file, isReading: true };
  });
  return [{ ...state, files }, effects];
}
