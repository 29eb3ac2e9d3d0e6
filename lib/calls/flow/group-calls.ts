import type { StoreApi } from "zustand/vanilla";
import { toParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { Unsubscribe } from "@/lib/messaging/ports/host.ts";
import { noGroupCalls, stepGroups } from "../core/group-machine.ts";
import type { GroupEffect, GroupEvent, GroupsState, HeardInGroup } from "../core/group-state.ts";
import { isLiveGroup } from "../core/group-steps.ts";
import type { LeftCall } from "../core/left-call.ts";
import { newCallId, newPartyId } from "../core/random-ids.ts";
import { isOpen, type Room } from "../core/room.ts";
import { groupSafetyCode } from "../core/safety-code.ts";
import type { CallMedia, HeardSignal } from "../core/signal.ts";
import type { CallsPorts, GroupCallControls } from "./calls-ports.ts";
import { type CallsView, type GroupPerson, type GroupView, without } from "./calls-view.ts";
import { createGroupStage } from "./group-stage.ts";
import type { Leaving } from "./leave-calls.ts";
import { isContact, isGroupLetIn } from "./may-ring.ts";
import { missedInGroups } from "./missed-signals.ts";
import type { OwnMedia } from "./own-media.ts";
import { createSignalSender, type SignalSender } from "./send-signals.ts";

export type GroupCalls = Omit<GroupCallControls, "join"> & {
  /** As `left` was, where it is gone back to. */
  join(thread: ThreadKey, media: CallMedia, left?: LeftCall): Promise<void>;
  hear(heard: HeardSignal): void;
  catchUp(): Promise<void>;
  follow(inboxId: InboxId | undefined): void;
  /** Whether this page is in a group's call, or about to be. */
  isOn(): boolean;
  leave(): void;
  /** Says that a call is left that a page of this tab was in before. */
  leaveLate(left: LeftCall): void;
  /** Tells the others that this page goes away, and may come back. */
  goAway(): void;
  state(): GroupsState | undefined;
  dismiss(): void;
};

type GroupParts = {
  own: OwnMedia;
  leaving: Leaving;
  /** Ends or lays aside what else has the devices. */
  takeDevices: () => void;
};

type InGroups = { inboxId: InboxId; state: GroupsState; sender: SignalSender };

/** Longer than calls of groups last, mostly; a device that was away for longer hears of it when it goes on. */
const HEARD_SINCE_MS = 12 * 3_600_000;

/** Follows the calls of groups that were let in, and takes part in one. */
export function createGroupCalls(
  store: StoreApi<CallsView>,
  ports: CallsPorts,
  { own, leaving, takeDevices }: GroupParts,
): GroupCalls {
  const { host, messaging, ringing } = ports;
  const alarms = new Set<Unsubscribe>();
  const met = new Set<InboxId>();
  let inbox: InGroups | undefined;
  const stage = createGroupStage({
    own,
    ports,
    isRelayOnly: (inboxId) => ports.relaysAll() || !isContact(messaging, inboxId),
    tell: dispatch,
    onChange: show,
    onBroke: (error) => {
      store.setState({ problem: error.code });
      dispatch({ kind: "leave" });
    },
  });

  const put = (change: Partial<GroupView>) =>
    store.setState({ group: { ...store.getState().group, ...change } });

  function dispatch(event: GroupEvent): void {
    if (!inbox) return;
    const fresh = { callId: newCallId(host.randomBytes), party: newPartyId(host.randomBytes) };
    const [state, effects] = stepGroups(inbox.state, event, { nowMs: host.nowMs(), fresh });
    inbox.state = state;
    for (const effect of effects) carryOut(effect);
    show();
    leaving.note();
  }

  function carryOut(effect: GroupEffect): void {
    switch (effect.kind) {
      case "send":
        inbox?.sender.send(effect.thread, effect.signal);
        break;
      case "ring":
        ringing.ring();
        break;
      case "hush":
        if (!/^(?:incoming|outgoing)$/.test(store.getState().call.kind)) ringing.stop();
        break;
      case "describe":
        stage.describe(effect);
        break;
      case "apply":
        stage.apply(effect.to, effect.answer);
        break;
      case "add-candidates":
        stage.addCandidates(effect.to, effect.candidates);
        break;
      case "part":
        stage.part(effect.to);
        break;
      case "close":
        stage.close();
        break;
      case "wake":
        wakeAt(effect.atMs);
        break;
    }
  }

  function wakeAt(atMs: number): void {
    const cancel = host.at(atMs, () => {
      alarms.delete(cancel);
      dispatch({ kind: "time" });
    });
    alarms.add(cancel);
  }

  function show(): void {
    if (!inbox) return;
    const { state } = inbox;
    const { group, left } = store.getState();
    const { ring: _, safetyCode: __, ...rest } = group;
    const safetyCode = codeOf(state);
    const rooms = openRooms(state, group.rooms);
    store.setState({
      group: {
        ...rest,
        call: state.call,
        rooms,
        people: peopleOf(state),
        isSpeaking: stage.speaking().has("own"),
        ...(state.ring && { ring: state.ring }),
        ...(safetyCode && { safetyCode }),
      },
    });
    const isOver = left && !left.peer && rooms.get(left.thread)?.callId !== left.callId;
    void meet([...rooms.values()].flatMap(({ people }) => people));
    if (isOver && state.rooms.has(left.thread)) leaving.take();
  }

  /** Finds out the addresses of those who are not known yet, once. */
  async function meet(people: readonly InboxId[]): Promise<void> {
    const unknown = people.filter((inboxId) => !met.has(inboxId));
    const client = ports.client();
    if (!client || unknown.length === 0) return;
    for (const inboxId of unknown) met.add(inboxId);
    const found = await client.findPeers(unknown).catch(() => []);
    const { addresses } = store.getState().group;
    const more = found.map(({ inboxId, address }) => [inboxId, address] as const);
    put({ addresses: new Map([...addresses, ...more]) });
  }

  /** The same ones as before where nothing has changed. */
  function openRooms(state: GroupsState, before: GroupView["rooms"]): GroupView["rooms"] {
    const open = new Map<ThreadKey, Room>();
    for (const [thread, { now }] of state.rooms) {
      if (isOpen(now.room, host.nowMs())) open.set(thread, now.room);
    }
    const isSame =
      open.size === before.size && [...open].every(([thread, room]) => before.get(thread) === room);
    return isSame ? before : open;
  }

  function peopleOf({ call }: GroupsState): GroupPerson[] {
    if (!isLiveGroup(call)) return [];
    const speaking = stage.speaking();
    return [...call.pairs].map(([party, { inboxId, kind, isAway = false }]) => ({
      ...stage.seen(party),
      party,
      inboxId,
      kind,
      isAway,
      isSpeaking: kind === "connected" && speaking.has(party),
    }));
  }

  /** Once all have described themselves: before, not everybody would see the same. */
  function codeOf({ self, call }: GroupsState): string | undefined {
    if (call.kind !== "joined" || call.pairs.size === 0) return undefined;
    const others = [...call.pairs].map(([party, { inboxId }]) => [party, inboxId] as const);
    const sides = [["own", self] as const, ...others].flatMap(([party, inboxId]) => {
      const fingerprint = stage.fingerprintOf(party);
      return fingerprint === undefined ? [] : [{ inboxId, fingerprint }];
    });
    const isWhole = sides.length === call.pairs.size + 1;
    return isWhole ? groupSafetyCode(call.callId, sides) : undefined;
  }

  function endPreparing(): void {
    const { preparing: _, ...group } = store.getState().group;
    store.setState({ group });
  }

  function isOn(): boolean {
    const { call, preparing } = store.getState().group;
    return preparing !== undefined || isLiveGroup(call);
  }

  function toHeard(heard: HeardSignal): HeardInGroup {
    return { ...heard, mayRing: isContact(messaging, heard.from) };
  }

  async function read(reading: Promise<readonly HeardSignal[]>): Promise<void> {
    const of = inbox;
    const said = await reading.catch(() => []);
    if (inbox !== of || said.length === 0) return;
    dispatch({ kind: "heard", heard: said.map(toHeard) });
  }

  function begin(inboxId: InboxId): InGroups {
    const sender = createSignalSender({
      client: ports.client,
      host,
      onFailed: (signal) => dispatch({ kind: "unsent", signal }),
    });
    return { inboxId, state: noGroupCalls(inboxId), sender };
  }

  return {
    isOn,
    async join(thread, media, left) {
      if (!inbox || isOn() || !isGroupLetIn(messaging, thread)) return;
      takeDevices();
      dispatch({ kind: "dismiss" });
      store.setState(without(store.getState(), "problem", "again"), true);
      put({ preparing: { thread, media } });
      try {
        // Whoever begins a call has nobody to let wait, and lets nobody ring for nothing.
        const isQuick = store.getState().group.rooms.has(thread);
        if (await stage.open(media, { isQuick, left })) dispatch({ kind: "join", thread, media });
      } catch (error) {
        stage.close();
        store.setState({ problem: toParleyError(error).code });
      }
      endPreparing();
    },
    leave() {
      if (store.getState().group.preparing) stage.close();
      endPreparing();
      dispatch({ kind: "leave" });
    },
    leaveLate({ callId, party, seq, thread }) {
      inbox?.sender.send(thread, { callId, party, seq, type: "leave" });
    },
    goAway: stage.goAway,
    state: () => inbox?.state,
    notNow: () => dispatch({ kind: "not-now" }),
    dismiss: () => dispatch({ kind: "dismiss" }),
    hear(heard) {
      if (isGroupLetIn(messaging, heard.thread))
        dispatch({ kind: "heard", heard: [toHeard(heard)] });
    },
    async catchUp() {
      const client = ports.client();
      if (client) await read(missedInGroups(messaging, client, host.nowMs() - HEARD_SINCE_MS));
    },
    async lookAt(thread) {
      const client = ports.client();
      const isKnown = inbox?.state.rooms.has(thread);
      if (!client || isKnown || !isGroupLetIn(messaging, thread)) return;
      await read(client.readCalls(thread, host.nowMs() - HEARD_SINCE_MS));
    },
    follow(inboxId) {
      if (inbox?.inboxId === inboxId) return;
      dispatch({ kind: "leave" });
      inbox?.sender.stop();
      stage.close();
      for (const cancel of alarms) cancel();
      alarms.clear();
      met.clear();
      inbox = inboxId && begin(inboxId);
    },
  };
}
