import { createStore, type StoreApi } from "zustand/vanilla";
import { toParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmInboxId, type ThreadKey } from "@/lib/messaging/core/records.ts";
import type { Messaging } from "@/lib/messaging/flow/start-messaging.ts";
import type { MessagingHost, Unsubscribe, XmtpClient } from "@/lib/messaging/ports.ts";
import { noCalls, stepCalls } from "../core/call-machine.ts";
import type { CallEffect, CallEvent, CallFacts, CallsState } from "../core/call-state.ts";
import { isLive, isPaired, RINGS_FOR_MS } from "../core/call-steps.ts";
import type { LeftCall } from "../core/left-call.ts";
import { newCallId, newPartyId } from "../core/random-ids.ts";
import type { CallId, CallMedia } from "../core/signal.ts";
import type { Devices, LeftCalls, Ringing } from "../ports.ts";
import type { LinePorts } from "./call-line.ts";
import { createStage, type StageEvents, type StageOf } from "./call-stage.ts";
import { type CallsView, NO_CALL, without } from "./calls-view.ts";
import { createLeaving } from "./leave-calls.ts";
import { mayRing } from "./may-ring.ts";
import { missedSignals } from "./missed-signals.ts";
import { createOwnMedia, type OwnMediaPorts } from "./own-media.ts";
import { createSignalSender, type SignalSender } from "./send-signals.ts";

export type CallsPorts = LinePorts &
  OwnMediaPorts & {
    messaging: Pick<Messaging, "store" | "onCall">;
    client: () => Pick<XmtpClient, "sendCall" | "readCalls"> | undefined;
    host: Pick<MessagingHost, "nowMs" | "at" | "randomBytes" | "onLeaving">;
    ringing: Ringing;
    /** Whether the person wants a relay in all calls. Strangers have one anyhow. */
    relaysAll: () => boolean;
    devices: Devices;
    leftCalls: LeftCalls;
    /** Something else was chosen than before. */
    onDevicesChosen: (listener: () => void) => void;
  };

/** Calls as the screen uses them: at most one has this page. */
export type Calls = {
  readonly store: Pick<StoreApi<CallsView>, "getState" | "getInitialState" | "subscribe">;
  /** Calls whom one talks with; nothing while there is a call. */
  call(thread: ThreadKey, media: CallMedia): Promise<void>;
  accept(media: CallMedia): void;
  decline(): void;
  /** Ends whatever there is: a call that rings there, one that connects, one that is on. */
  hangUp(): void;
  /** Takes the call of who waits, and ends the one there is. */
  acceptWaiting(media: CallMedia): void;
  declineWaiting(): void;
  setMicrophone(isOn: boolean): Promise<void>;
  /** Who talks only while a key is held holds it, or lets it go. */
  hold(isHeld: boolean): Promise<void>;
  setCamera(isOn: boolean): Promise<void>;
  /** The person chooses what to share; choosing nothing is fine. */
  setScreen(isOn: boolean): Promise<void>;
  /** What there is to choose from, and to be tried out. */
  readonly devices: Devices;
  /** Goes back to the call that this tab was in before its page was loaded anew. */
  rejoin(): Promise<void>;
  /** Ends that call instead. */
  leaveIt(): void;
  /** The end of a call was seen. */
  dismiss(): void;
};

/** One inbox that is shown, and what its page says of calls. */
type CallingInbox = { inboxId: InboxId; state: CallsState; sender: SignalSender };

/**
 * Listens for calls to the inbox that is shown, and makes them. Each page is a party of its own: of
 * several tabs, the one in which somebody answers has the call, and the others hear of it as other
 * devices do.
 *
 * @example
 * const calls = createCalls(ports);
 * await calls.call(`dm:${peer}`, "video"); // rings there
 * calls.store.subscribe(({ call }) => show(call));
 */
export function createCalls(ports: CallsPorts): Calls {
  const { messaging, host, ringing } = ports;
  const store = createStore<CallsView>(() => NO_CALL);
  const own = createOwnMedia(store, ports);
  const stage = createStage(store, own, ports);
  const leaving = createLeaving(store, () => inbox?.state, ports);
  const alarms = new Set<Unsubscribe>();
  let inbox: CallingInbox | undefined;

  function dispatch(event: CallEvent): void {
    if (!inbox) return;
    const before = inbox.state;
    const [state, effects] = stepCalls(before, event, host.nowMs());
    inbox.state = state;
    if (state.call !== before.call || state.waiting !== before.waiting) show(state);
    for (const effect of effects) carryOut(effect);
  }

  function show({ call, waiting }: CallsState): void {
    const rest = without(store.getState(), "waiting");
    store.setState({ ...rest, call, ...(waiting && { waiting }) }, true);
    if (call.kind === "outgoing") ringing.wait();
    else if (call.kind !== "incoming") ringing.stop();
    if (call.kind === "connected") stage.look();
    leaving.note();
  }

  function carryOut(effect: CallEffect): void {
    switch (effect.kind) {
      case "send":
        inbox?.sender.send(effect.thread, effect.signal);
        break;
      case "ring":
        ringing.ring();
        prepare(effect.callId);
        break;
      case "hush":
        ringing.stop();
        if (!isTaken(effect.callId)) stage.close(effect.callId);
        break;
      case "describe":
        void describeCall(effect);
        break;
      case "apply":
        stage.apply(effect.callId, effect.answer);
        break;
      case "add-candidates":
        stage.addCandidates(effect.callId, effect.candidates);
        break;
      case "close":
        stage.close(effect.callId, effect);
        break;
      case "wake":
        alarms.add(host.at(effect.atMs, () => dispatch({ kind: "time" })));
        break;
    }
  }

  function prepare(callId: CallId): void {
    const { call } = inbox?.state ?? {};
    if (!inbox || call?.kind !== "incoming" || call.callId !== callId) return;
    if (!store.getState().preparing) stage.prepare(stageOf(call, inbox.inboxId), eventsOf(callId));
  }

  function isTaken(callId: CallId): boolean {
    const { call } = inbox?.state ?? {};
    return call !== undefined && isPaired(call) && call.callId === callId;
  }

  /** Who takes a call has no devices of it yet. */
  async function describeCall({
    callId,
    as,
    remote,
  }: Extract<CallEffect, { kind: "describe" }>): Promise<void> {
    const { call } = inbox?.state ?? {};
    if (!inbox || !call || call.kind === "idle") return;
    const events = eventsOf(callId);
    try {
      if (!stage.isOpen(callId)) await stage.open(stageOf(call, inbox.inboxId), events);
      stage.describe(callId, as, remote);
    } catch (error) {
      events.onBroke(toParleyError(error));
    }
  }

  function stageOf({ callId, thread, peer, media }: CallFacts, self: InboxId): StageOf {
    const isRelayOnly = ports.relaysAll() || !mayRing(messaging, thread);
    return { callId, media, self, other: peer, isRelayOnly };
  }

  function eventsOf(callId: CallId): StageEvents {
    return {
      onTransport: (state) => dispatch({ kind: "transport", callId, state }),
      onLateCandidates: (candidates) => dispatch({ kind: "late-candidates", callId, candidates }),
      onWay: (isDirect) => dispatch({ kind: "way", callId, isDirect }),
      onLeft: () => dispatch({ kind: "left", callId }),
      onAway: () => dispatch({ kind: "away", callId }),
      onDescribed: (described) => dispatch({ kind: "described", callId, ...described }),
      onBroke: (error) => {
        const { call } = inbox?.state ?? {};
        if (error && call && call.kind !== "idle") {
          const { thread, peer, media } = call;
          store.setState({ problem: error.code, again: { thread, peer, media } });
        }
        dispatch({ kind: "broke", callId });
      },
    };
  }

  function leaveIt(): void {
    const left = leaving.take();
    if (!left) return;
    const { callId, party, seq, thread, sinceMs, leftAtMs } = left;
    const durationMs = Math.max(0, leftAtMs - sinceMs);
    inbox?.sender.send(thread, { callId, party, seq, type: "end", reason: "hangup", durationMs });
  }

  function endPreparing(): void {
    store.setState(without(store.getState(), "preparing"), true);
  }

  async function call(thread: ThreadKey, media: CallMedia, left?: LeftCall): Promise<void> {
    const peer = dmInboxId(thread);
    const { call: now, preparing } = store.getState();
    if (!inbox || !peer || preparing || isLive(now)) return;
    dispatch({ kind: "dismiss" });
    const rest = without(store.getState(), "problem", "again");
    store.setState({ ...rest, preparing: { thread, peer, media } }, true);
    const facts = { callId: newCallId(host.randomBytes), thread, peer, media };
    try {
      await place(facts, inbox, left);
    } catch (error) {
      stage.close(facts.callId);
      store.setState({ problem: toParleyError(error).code, again: { thread, peer, media } });
    }
    endPreparing();
  }

  async function place(facts: CallFacts, of: CallingInbox, rejoins?: LeftCall): Promise<void> {
    const { callId } = facts;
    const wanted = { ...stageOf(facts, of.inboxId), ...(rejoins && { left: rejoins }) };
    const opened = await stage.open(wanted, eventsOf(callId));
    if (!opened) return;
    const { commitment } = opened;
    if (inbox === of) dispatch({ kind: "call", facts, commitment, ...(rejoins && { rejoins }) });
    const { call } = store.getState();
    if (isLive(call) && call.callId === callId) return;
    stage.close(callId);
    // Whom one was about to call has called first: that is the call one wanted.
    const isTheirs = call.kind === "incoming" && call.thread === facts.thread;
    if (isTheirs) dispatch({ kind: "accept", media: facts.media });
  }

  async function catchUp(): Promise<void> {
    const client = ports.client();
    if (!client) return;
    const said = await missedSignals(messaging, client, host.nowMs() - RINGS_FOR_MS);
    leaving.hear(said);
    const heard = said.map((each) => ({ ...each, mayRing: true }));
    if (heard.length > 0) dispatch({ kind: "caught-up", heard });
  }

  function follow(inboxId: InboxId | undefined): void {
    if (inbox?.inboxId === inboxId) return;
    dispatch({ kind: "hang-up" });
    inbox?.sender.stop();
    stage.close();
    ringing.stop();
    for (const cancel of alarms) cancel();
    alarms.clear();
    store.setState(NO_CALL, true);
    inbox = inboxId && begin(inboxId);
    if (inboxId) leaving.comeBack(inboxId);
  }

  function begin(inboxId: InboxId): CallingInbox {
    const self = { inboxId, party: newPartyId(host.randomBytes) };
    const sender = createSignalSender({
      client: ports.client,
      host,
      onFailed: ({ callId, type }) => {
        // A new path is offered again; what makes a call is not.
        if (type !== "end" && type !== "restart") dispatch({ kind: "broke", callId });
      },
    });
    return { inboxId, state: noCalls(self), sender };
  }

  messaging.store.subscribe(({ inboxId, isCaughtUp }, before) => {
    follow(inboxId);
    if (isCaughtUp && !before.isCaughtUp) void catchUp();
  });
  messaging.onCall((heard) => {
    leaving.hear([heard]);
    dispatch({ kind: "signal", heard, mayRing: mayRing(messaging, heard.thread) });
  });
  ports.onDevicesChosen(() => void own.takeChosen());
  host.onLeaving(() => {
    // Whether it is closed or loaded anew, no page knows: the other side waits a while.
    if (leaving.note()) stage.goAway();
    else dispatch({ kind: "hang-up" });
  });
  follow(messaging.store.getState().inboxId);
  if (messaging.store.getState().isCaughtUp) void catchUp();

  return {
    store,
    call: (thread, media) => {
      leaveIt();
      return call(thread, media);
    },
    async rejoin() {
      const left = leaving.take();
      if (left) await call(left.thread, left.media, left);
    },
    leaveIt,
    accept: (media) => dispatch({ kind: "accept", media }),
    decline: () => dispatch({ kind: "decline" }),
    hangUp() {
      if (store.getState().preparing) stage.close();
      endPreparing();
      dispatch({ kind: "hang-up" });
    },
    acceptWaiting: (media) => dispatch({ kind: "accept-waiting", media }),
    declineWaiting: () => dispatch({ kind: "decline-waiting" }),
    setMicrophone: own.setMicrophone,
    hold: own.hold,
    setCamera: own.setCamera,
    setScreen: own.setScreen,
    devices: ports.devices,
    dismiss() {
      store.setState(without(store.getState(), "problem", "again"), true);
      dispatch({ kind: "dismiss" });
    },
  };
}
