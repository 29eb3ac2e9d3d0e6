import { createStore } from "zustand/vanilla";
import { toParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmInboxId, type ThreadKey } from "@/lib/messaging/core/records.ts";
import type { Unsubscribe } from "@/lib/messaging/ports/host.ts";
import { noCalls, stepCalls } from "../core/call-machine.ts";
import type { CallEffect, CallEvent, CallFacts, CallsState } from "../core/call-state.ts";
import { isLive, isPaired } from "../core/call-steps.ts";
import type { LeftCall } from "../core/left-call.ts";
import { newCallId, newPartyId } from "../core/random-ids.ts";
import { RINGS_FOR_MS } from "../core/ring-time.ts";
import type { CallId, CallMedia } from "../core/signal.ts";
import { createStage, type StageEvents, type StageOf } from "./call-stage.ts";
import type { Calls, CallsPorts } from "./calls-ports.ts";
import { type CallsView, NO_CALL, without } from "./calls-view.ts";
import { createGroupCalls, type GroupCalls } from "./group-calls.ts";
import { createLeaving } from "./leave-calls.ts";
import { mayRing } from "./may-ring.ts";
import { missedSignals } from "./missed-signals.ts";
import { createOwnMedia } from "./own-media.ts";
import { createSignalSender, type SignalSender } from "./send-signals.ts";

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
  const leaving = createLeaving(
    store,
    () => ({ pair: inbox?.state, group: groups.state() }),
    ports,
  );
  const groups: GroupCalls = createGroupCalls(store, ports, { own, leaving, takeDevices });
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
    else if (call.kind !== "incoming" && !rest.group.ring) ringing.stop();
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

  /** What rings goes on to, and is only looked for when it is taken. */
  function takeDevices(): void {
    const { call, preparing } = store.getState();
    if (preparing || (isLive(call) && call.kind !== "incoming")) hangUp();
    else stage.close();
  }

  function hangUp(): void {
    if (store.getState().preparing) stage.close();
    endPreparing();
    dispatch({ kind: "hang-up" });
  }

  function leaveIt(): void {
    const left = leaving.take();
    if (!left) return;
    if (!left.peer) {
      groups.leaveLate(left);
      return;
    }
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
    if (!inbox || !peer || preparing || isLive(now) || groups.isOn()) return;
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

  function catchUpAll(): void {
    void catchUp();
    void groups.catchUp();
  }

  function follow(inboxId: InboxId | undefined): void {
    if (inbox?.inboxId === inboxId) return;
    dispatch({ kind: "hang-up" });
    inbox?.sender.stop();
    stage.close();
    groups.follow(inboxId);
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
    if (isCaughtUp && !before.isCaughtUp) catchUpAll();
  });
  messaging.onCall((heard) => {
    if (!dmInboxId(heard.thread)) return groups.hear(heard);
    leaving.hear([heard]);
    dispatch({ kind: "signal", heard, mayRing: mayRing(messaging, heard.thread) });
  });
  ports.onDevicesChosen(() => void own.takeChosen());
  host.onLeaving(() => {
    // Whether it is closed or loaded anew, no page knows: the other side waits a while.
    if (leaving.note()) {
      stage.goAway();
      groups.goAway();
    } else if (groups.isOn()) groups.leave();
    else dispatch({ kind: "hang-up" });
  });
  follow(messaging.store.getState().inboxId);
  if (messaging.store.getState().isCaughtUp) catchUpAll();

  return {
    store,
    call: (thread, media) => {
      leaveIt();
      return call(thread, media);
    },
    async rejoin() {
      const left = leaving.take();
      if (left?.peer) await call(left.thread, left.media, left);
      else if (left) await groups.join(left.thread, left.media, left);
    },
    leaveIt,
    accept(media) {
      if (groups.isOn()) groups.leave();
      dispatch({ kind: "accept", media });
    },
    decline: () => dispatch({ kind: "decline" }),
    hangUp: () => (groups.isOn() ? groups.leave() : hangUp()),
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
      groups.dismiss();
    },
    groups: {
      notNow: groups.notNow,
      lookAt: groups.lookAt,
      join(thread, media) {
        leaveIt();
        return groups.join(thread, media);
      },
    },
  };
}
