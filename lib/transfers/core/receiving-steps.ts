import type { Frame } from "./frames.ts";
import { WINDOW_BYTES } from "./limits.ts";
import {
  type ReceivedFile,
  type ReceivingEffect,
  type ReceivingState,
  type ReceivingStep,
  recordOf,
} from "./received-file.ts";

export function stay(state: ReceivingState): ReceivingStep {
  return [state, []];
}

export function say(frame: Frame): ReceivingEffect {
  return { kind: "say", frame };
}

export function find(state: ReceivingState, key: string): ReceivedFile | undefined {
  return state.files.find((file) => file.key === key);
}

export function put(state: ReceivingState, file: ReceivedFile): ReceivingState {
  return { ...state, files: state.files.map((each) => (each.key === file.key ? file : each)) };
}

export function without(state: ReceivingState, { key }: ReceivedFile): ReceivingState {
  return { ...state, files: state.files.filter((each) => each.key !== key) };
}

/** Tells the sender from where it goes on. */
export function give(state: ReceivingState, file: ReceivedFile, nowMs: number): ReceivingStep {
  const { id, received, sizeBytes } = file;
  const upTo = Math.min(sizeBytes, received + WINDOW_BYTES);
  const taking: ReceivedFile = { ...file, upTo, touchedAtMs: nowMs, stage: { kind: "receiving" } };
  const effects: ReceivingEffect[] = [
    { kind: "keep", record: recordOf(taking) },
    say({ kind: "take", id, from: received, upTo }),
  ];
  if (file.isPausedHere) effects.push(say({ kind: "pause", id, by: "receiver" }));
  return [put(state, taking), effects];
}
