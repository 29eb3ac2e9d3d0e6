import { noCalls, stepCalls } from "@/lib/calls/core/call-machine.ts";
import type { CallEffect, CallEvent, CallsState } from "@/lib/calls/core/call-state.ts";
import { commitTo } from "@/lib/calls/core/commitment.ts";
import type {
  CallId,
  CallSignal,
  HeardSignal,
  PartyId,
  SaidSignal,
} from "@/lib/calls/core/signal.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";

export const ANA = "a1" as InboxId;
export const BEN = "b2" as InboxId;
export const CARA = "c3" as InboxId;
export const HERE = "here" as PartyId;
export const THERE = "there" as PartyId;
export const CALL = "call-1" as CallId;
export const OTHER = "call-2" as CallId;
export const THREAD = "dm:b2" as const;
export const NONCE = "07".repeat(32);
export const FINGERPRINT = Array.from({ length: 32 }, () => "AB").join(":");
export const SDP = `v=0\r\na=fingerprint:sha-256 ${FINGERPRINT}\r\n`;
export const COMMITMENT = commitTo(FINGERPRINT, NONCE);
export const DESCRIPTION = { sdp: SDP, candidates: [] };
export const FACTS = { callId: CALL, thread: THREAD, peer: BEN, media: "audio" } as const;

/** One device whose clock is moved by hand, and all that it asked for. */
export function device(inboxId: InboxId = ANA) {
  let state: CallsState = noCalls({ inboxId, party: HERE });
  let nowMs = 1_000_000;
  let seq = 0;
  const done: CallEffect[] = [];
  const tell = (event: CallEvent): CallEffect[] => {
    const [next, effects] = stepCalls(state, event, nowMs);
    state = next;
    done.push(...effects);
    return effects;
  };
  const said = (
    signal: SaidSignal & { callId?: CallId; party?: PartyId; seq?: number },
    { from = BEN, atMs = nowMs }: { from?: InboxId; atMs?: number } = {},
  ): HeardSignal => ({
    signal: { callId: CALL, party: THERE, seq: seq++, ...signal },
    from,
    thread: THREAD,
    atMs,
  });
  const hear = (heard: HeardSignal, mayRing = true) => tell({ kind: "signal", heard, mayRing });
  return {
    tell,
    said,
    hear,
    done,
    pass: (ms: number) => {
      nowMs += ms;
      return tell({ kind: "time" });
    },
    get state() {
      return state;
    },
    get call() {
      return state.call;
    },
    get nowMs() {
      return nowMs;
    },
  };
}

export type Device = ReturnType<typeof device>;

export function sent(effects: readonly CallEffect[]): CallSignal[] {
  return effects.flatMap((effect) => (effect.kind === "send" ? [effect.signal] : []));
}

export function kinds(effects: readonly CallEffect[]): string[] {
  return effects.map(({ kind }) => kind);
}

export const INVITE = { type: "invite", media: "video", commitment: COMMITMENT } as const;

export function called(inboxId?: InboxId): Device {
  const here = device(inboxId);
  here.tell({ kind: "call", facts: FACTS, commitment: COMMITMENT });
  return here;
}

export function rung(): Device {
  const here = device();
  here.hear(here.said(INVITE));
  return here;
}

export function taken(): Device {
  const here = rung();
  here.tell({ kind: "accept", media: "audio" });
  here.tell({ kind: "described", callId: CALL, of: "offer", description: DESCRIPTION });
  return here;
}

export function answering(): Device {
  const here = called();
  here.hear(here.said({ type: "accept", media: "audio", offer: DESCRIPTION }));
  const nonce = NONCE;
  here.tell({ kind: "described", callId: CALL, of: "answer", description: DESCRIPTION, nonce });
  return here;
}

export function talking(as: "caller" | "callee"): Device {
  const here = as === "caller" ? answering() : taken();
  here.tell({ kind: "transport", callId: CALL, state: "up" });
  return here;
}
