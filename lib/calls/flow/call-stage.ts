import type { StoreApi } from "zustand/vanilla";
import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type Counted, codecNames, hostsOf, ratesBetween, relaysOf } from "../core/call-details.ts";
import type { CallEffect } from "../core/call-state.ts";
import type { LeftCall } from "../core/left-call.ts";
import { pathOf, qualityOf } from "../core/path.ts";
import { isRelay } from "../core/relay-access.ts";
import { safetyCode } from "../core/safety-code.ts";
import type { CallId, Description } from "../core/signal.ts";
import type { PeerEvents } from "../ports.ts";
import { type CallLine, type LineOptions, type LinePorts, openLine } from "./call-line.ts";
import { type CallsView, SILENT, without } from "./calls-view.ts";
import type { OwnMedia } from "./own-media.ts";

export type StageEvents = Pick<
  PeerEvents,
  "onLateCandidates" | "onTransport" | "onLeft" | "onAway"
> & {
  onDescribed(described: Described): void;
  /** Which way it goes, each time that it was looked at. */
  onWay(isDirect: boolean): void;
  /** It can't go on; `error` where it is this device's. */
  onBroke(error?: ParleyError): void;
};

export type Described = {
  of: Extract<CallEffect, { kind: "describe" }>["as"];
  description: Description;
  nonce: string;
};

/** Both sides of a call, named for its code. */
export type StageOf = LineOptions & {
  self: InboxId;
  other: InboxId;
  /** What the page before was in, which this goes on with. */
  left?: LeftCall;
};

/** What is sent and received in the one call there is, as the screen shows it. */
export type CallStage = {
  /**
   * Makes the connection of a call that rings, and looks for candidates, so that whoever takes it
   * waits for neither. Takes no device, and tells the other side nothing.
   */
  prepare(of: StageOf, events: StageEvents): void;
  /**
   * Takes microphone and camera and shows them. Gives undefined when nobody waits for it any more:
   * the call was closed meanwhile. Fails as `OpenPeer` does.
   */
  open(of: StageOf, events: StageEvents): Promise<CallLine | undefined>;
  isOpen(callId: CallId): boolean;
  describe(callId: CallId, as: Described["of"], remote?: Description): void;
  apply(callId: CallId, answer: Description): void;
  addCandidates(callId: CallId, candidates: readonly string[]): void;
  /** Reads which way the call takes, now and from time to time. */
  look(): void;
  /** Tells the other side that this page goes away, and may come back. */
  goAway(): void;
  /** Gives everything back, also what is being opened; but what is sent, where that goes on elsewhere. */
  close(callId?: CallId, options?: { keepsMedia?: true }): void;
};

type Open = {
  of: StageOf;
  events: StageEvents;
  line: CallLine;
  /** At the last look. */
  counted?: Counted;
};

/** What is known of one connection alone. */
const OF_A_LINE = ["path", "quality", "details", "safetyCode", "files"] as const;

/** `own` is what is sent; the stage opens and closes it. */
export function createStage(
  store: StoreApi<CallsView>,
  own: OwnMedia,
  ports: LinePorts,
): CallStage {
  /** Whose connection there is, or is being made. */
  let wanted: CallId | undefined;
  let open: Open | undefined;
  /** What was made while it rang. */
  let prepared: { of: StageOf; line: Promise<CallLine | undefined> } | undefined;

  const put = (change: Partial<CallsView>) => store.setState(change);
  const ofCall = (callId: CallId) => (open?.of.callId === callId ? open : undefined);

  function peerEvents(callId: CallId, events: StageEvents): PeerEvents {
    const unlessOver = <Given extends unknown[]>(tell: (...given: Given) => void) => {
      return (...given: Given) => {
        if (wanted === callId) tell(...given);
      };
    };
    return {
      onTransport: unlessOver(events.onTransport),
      onLateCandidates: unlessOver(events.onLateCandidates),
      onLeft: unlessOver(events.onLeft),
      onAway: unlessOver(events.onAway),
      onRemote: unlessOver((streams) => put({ other: { ...store.getState().other, ...streams } })),
      onRemoteState: unlessOver((state) => put({ other: { ...store.getState().other, ...state } })),
    };
  }

  /** What fails on the way to a connection ends the call, on both sides. */
  function attempt(callId: CallId, work: (open: Open) => Promise<void>): void {
    const current = ofCall(callId);
    if (!current) return;
    work(current).then(
      () => showCode(current),
      (error: unknown) => {
        if (open === current) current.events.onBroke(toParleyError(error));
      },
    );
  }

  function showCode({ of, line }: Open): void {
    const { theirFingerprint: fingerprint } = line;
    if (open?.line !== line || fingerprint === undefined) return;
    const self = { inboxId: of.self, fingerprint: line.fingerprint };
    put({ safetyCode: safetyCode(of.callId, [self, { inboxId: of.other, fingerprint }]) });
  }

  async function read(current: Open): Promise<void> {
    const { line } = current;
    const reading = await line.peer.read().catch(() => undefined);
    if (!reading || open?.line !== line) return;
    const { local, remote, quality, counted, codecs, asked } = reading;
    const rates = ratesBetween(current.counted, counted);
    current.counted = counted;
    const path = pathOf(local, remote);
    put({
      path,
      quality: qualityOf(quality),
      details: {
        ...quality,
        ...rates,
        codecs: codecNames(codecs),
        relays: relaysOf(local, remote),
        asked: hostsOf(asked),
      },
    });
    current.events.onWay(path.kind === "direct");
  }

  async function make(of: StageOf, events: StageEvents): Promise<CallLine | undefined> {
    const { callId } = of;
    wanted = callId;
    put({ other: SILENT });
    const local = own.prepare();
    const [certificate, relays] = await Promise.all([ports.newCertificate(), ports.relays()]);
    if (wanted !== callId) return undefined;
    if (of.isRelayOnly && !relays.some(isRelay)) {
      throw new ParleyError("call.no-relay", "Only a relay may carry it, and there is none");
    }
    const line = openLine(of, { local, certificate, relays }, peerEvents(callId, events), ports);
    open = { of, events, line };
    const files = { channel: line.peer.files, peer: of.other };
    put({ hasRelay: line.hasRelay, files });
    return line;
  }

  async function makeWithOffer(of: StageOf, events: StageEvents): Promise<CallLine | undefined> {
    const line = await make(of, events);
    await line?.describe("offer");
    return line;
  }

  /** What was prepared for it, if that went well and it is still to go the same way. */
  function takePrepared({
    callId,
    isRelayOnly,
  }: StageOf): Promise<CallLine | undefined> | undefined {
    const ready = prepared;
    prepared = undefined;
    if (ready?.of.callId !== callId) return undefined;
    if (ready.of.isRelayOnly === isRelayOnly) return ready.line;
    close(callId);
    return undefined;
  }

  function close(callId = wanted, { keepsMedia = false } = {}): void {
    if (callId === undefined || wanted !== callId) return;
    wanted = undefined;
    prepared = undefined;
    open?.line.close();
    open = undefined;
    if (!keepsMedia) own.close();
    const rest = without(store.getState(), ...OF_A_LINE);
    store.setState({ ...rest, other: SILENT }, true);
  }

  return {
    prepare(of, events) {
      if (wanted !== undefined || own.isInUse()) return;
      prepared = { of, line: makeWithOffer(of, events) };
      // Whoever takes the call tries again.
      prepared.line.catch(() => close(of.callId));
    },
    async open(of, events) {
      const { callId, media } = of;
      const ready = takePrepared(of);
      const making = ready ?? make(of, events);
      // It is waited for after the devices, whose failure may come later and is told first.
      making.catch(() => undefined);
      const taking = own.open(media, of.left);
      const isKnown = ready !== undefined && (await own.isAllowed(media));
      if (!isKnown) await taking;
      // The devices come while the other side hears of it.
      else
        taking.catch((error: unknown) => {
          if (wanted === callId) events.onBroke(toParleyError(error));
        });
      const line = await making;
      return wanted === callId ? line : undefined;
    },
    isOpen: (callId) => prepared === undefined && ofCall(callId) !== undefined,
    describe: (callId, as, remote) =>
      attempt(callId, async (current) => {
        const description = await current.line.describe(as, remote);
        if (open !== current) return;
        current.events.onDescribed({ of: as, description, nonce: current.line.nonce });
      }),
    apply: (callId, answer) => attempt(callId, ({ line }) => line.apply(answer)),
    addCandidates: (callId, candidates) =>
      attempt(callId, ({ line }) => line.peer.addCandidates(candidates)),
    look() {
      const current = open;
      if (!current) return;
      void read(current);
      current.line.watch(() => void read(current));
    },
    goAway: () => open?.line.peer.goAway(),
    close,
  };
}
