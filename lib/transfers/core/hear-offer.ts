import type { Frame } from "./frames.ts";
import { ASKED_AT_MOST } from "./limits.ts";
import {
  asked,
  type ReceivedFile,
  type ReceivingState,
  type ReceivingStep,
} from "./received-file.ts";
import { give, put, say, stay } from "./receiving-steps.ts";

type Offer = Extract<Frame, { kind: "offer" }>;

/** A new file is asked about; one that was taken before goes on from where it is. */
export function hearOffer(
  state: ReceivingState,
  { kind: _, ...facts }: Offer,
  newKey: string,
  nowMs: number,
): ReceivingStep {
  const { peer } = state;
  const { id } = facts;
  if (peer === undefined) return stay(state);
  const theirs = state.files.filter((file) => file.peer === peer);
  if (theirs.some((file) => file.isLinked && file.id === id)) return stay(state);
  const whole = [...state.arrived, ...theirs.filter(({ stage }) => stage.kind === "complete")];
  if (whole.some((each) => each.peer === peer && each.id === id && isSame(each, facts)))
    return [state, [say({ kind: "verified", id })]];
  const part = theirs.find((file) => goesOn(file) && isSame(file, facts));
  if (part) return resume(state, { ...part, id, isLinked: true }, nowMs);
  if (theirs.filter(({ stage }) => stage.kind === "asked").length >= ASKED_AT_MOST)
    return [state, [say({ kind: "refuse", id, why: "too-many" })]];
  return stay({ ...state, files: [...state.files, asked(facts, newKey, peer, nowMs)] });
}

/** The same in its beginning and its length; the digest of all of it says so in the end. */
function isSame(
  a: Pick<ReceivedFile, "head" | "sizeBytes">,
  b: Pick<ReceivedFile, "head" | "sizeBytes">,
): boolean {
  return a.head === b.head && a.sizeBytes === b.sizeBytes;
}

/** What is being counted over needs nothing more, but somebody to tell. */
function goesOn({ stage, isLinked }: ReceivedFile): boolean {
  return !isLinked && (stage.kind === "waiting" || stage.kind === "checking");
}

function resume(state: ReceivingState, file: ReceivedFile, nowMs: number): ReceivingStep {
  if (file.stage.kind === "checking") return stay(put(state, file));
  if (file.isOpen) return give(state, file, nowMs);
  const { key, sizeBytes } = file;
  return [put(state, { ...file, stage: { kind: "opening" } }), [{ kind: "open", key, sizeBytes }]];
}
