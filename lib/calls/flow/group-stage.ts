import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Unsubscribe } from "@/lib/messaging/ports/host.ts";
import { type Counted, codecNames, hostsOf, ratesBetween, relaysOf } from "../core/call-details.ts";
import type { GroupEffect, GroupEvent } from "../core/group-state.ts";
import type { LeftCall } from "../core/left-call.ts";
import { pathOf, qualityOf } from "../core/path.ts";
import { isRelay } from "../core/relay-access.ts";
import type { CallMedia, Description, PartyId } from "../core/signal.ts";
import { hearLevels } from "../core/speaking.ts";
import { type CallLine, type LineParts, type LinePorts, openLine } from "./call-line.ts";
import { type GroupPerson, SILENT } from "./calls-view.ts";
import type { OwnMedia } from "./own-media.ts";

type Describe = Extract<GroupEffect, { kind: "describe" }>;

/** What is known of the way to one of them, apart from how far the machine says that it has come. */
export type Seen = Omit<GroupPerson, "party" | "inboxId" | "kind" | "isAway" | "isSpeaking">;

export type GroupStageOptions = {
  own: OwnMedia;
  ports: LinePorts;
  /** Whether somebody learns no address of this device. */
  isRelayOnly: (inboxId: InboxId) => boolean;
  tell: (event: GroupEvent) => void;
  /** Something is to be shown. */
  onChange: () => void;
  /** The devices could not be had after all. */
  onBroke: (error: ParleyError) => void;
};

/** What is sent and received in a group's call: one set of devices, one certificate, a line to each. */
export type GroupStage = {
  /**
   * Takes microphone and camera and shows them; where it is quick, others may be offered to before
   * they are there. Gives whether somebody still waits for it. Fails as `OpenDevices` does.
   */
  open(media: CallMedia, how: { isQuick: boolean; left?: LeftCall | undefined }): Promise<boolean>;
  describe(effect: Describe): void;
  apply(to: PartyId, answer: Description): void;
  addCandidates(to: PartyId, candidates: readonly string[]): void;
  part(to: PartyId): void;
  seen(to: PartyId): Seen;
  /** Who is heard now; this side is `own`. */
  speaking(): ReadonlySet<PartyId | "own">;
  /** Of this side, and of those who have described themselves. */
  fingerprintOf(party: PartyId | "own"): string | undefined;
  goAway(): void;
  close(): void;
};

type Way = { line: CallLine; own: PartyId; seen: Seen; counted?: Counted };

const LISTEN_EVERY_MS = 300;

export function createGroupStage(options: GroupStageOptions): GroupStage {
  const { own, ports, tell, onChange } = options;
  const { host } = ports;
  const ways = new Map<PartyId, Way>();
  let parts: LineParts | undefined;
  /** Of what is open, or being opened. */
  let wanted: object | undefined;
  let stopListening: Unsubscribe = () => {};
  let heard: ReadonlyMap<PartyId | "own", number> = new Map();

  function openWay({ own: party, to, inboxId }: Describe, of: LineParts): Way {
    const isRelayOnly = options.isRelayOnly(inboxId);
    const needsRelay = isRelayOnly && !of.relays.some(isRelay);
    const way: Partial<Way> & Pick<Way, "own" | "seen"> = {
      own: party,
      seen: { ...SILENT, needsRelay },
    };
    const ifOpen = <Given extends unknown[]>(told: (...given: Given) => void) => {
      return (...given: Given) => {
        if (ways.get(to) === way) told(...given);
      };
    };
    const see = (change: Partial<Seen>) => {
      way.seen = { ...way.seen, ...change };
      onChange();
    };
    const facts = { own: party, to };
    // The call's id names no line here: each is known by its party.
    const line = openLine(
      { isRelayOnly },
      of,
      {
        onTransport: ifOpen((state) => {
          tell({ kind: "transport", ...facts, state });
          if (state !== "up") return;
          look(to);
          shareOut();
        }),
        onLateCandidates: ifOpen((candidates) =>
          tell({ kind: "late-candidates", ...facts, candidates }),
        ),
        onRemote: ifOpen(see),
        onRemoteState: ifOpen(see),
        onLeft: ifOpen(() => tell({ kind: "parted", ...facts, how: "left" })),
        onAway: ifOpen(() => tell({ kind: "parted", ...facts, how: "away" })),
      },
      ports,
    );
    return Object.assign(way, { line });
  }

  function attempt(to: PartyId, work: (way: Way) => Promise<void>): void {
    const way = ways.get(to);
    if (!way) return;
    work(way).catch(() => {
      if (ways.get(to) === way) tell({ kind: "broke", own: way.own, to });
    });
  }

  function look(to: PartyId): void {
    const way = ways.get(to);
    if (!way) return;
    void read(to, way);
    way.line.watch(() => void read(to, way));
    listen();
  }

  async function read(to: PartyId, way: Way): Promise<void> {
    const reading = await way.line.peer.read().catch(() => undefined);
    if (!reading || ways.get(to) !== way) return;
    const { local, remote, quality, counted, codecs, asked } = reading;
    const details = {
      ...quality,
      ...ratesBetween(way.counted, counted),
      codecs: codecNames(codecs),
      relays: relaysOf(local, remote),
      asked: hostsOf(asked),
    };
    way.counted = counted;
    way.seen = { ...way.seen, path: pathOf(local, remote), quality: qualityOf(quality), details };
    onChange();
  }

  function listen(): void {
    stopListening();
    stopListening = host.at(host.nowMs() + LISTEN_EVERY_MS, () => void hearAll());
  }

  async function hearAll(): Promise<void> {
    const all = [...ways];
    const levels = await Promise.all(
      all.map(([, { line }]) => line.peer.levels().catch(() => undefined)),
    );
    if (ways.size === 0) return;
    const before = [...heard.keys()].join();
    const theirs = all.map(([to], index) => [to, levels[index]?.theirs ?? 0] as const);
    const mine = ["own", Math.max(0, ...levels.map((level) => level?.own ?? 0))] as const;
    heard = hearLevels<PartyId | "own">(heard, [...theirs, mine], host.nowMs());
    if ([...heard.keys()].join() !== before) onChange();
    listen();
  }

  /** Each gets as large a picture as all of them can be sent. */
  function shareOut(): void {
    for (const { line } of ways.values()) {
      line.peer.share(ways.size).catch(() => undefined);
    }
  }

  function part(to: PartyId): void {
    ways.get(to)?.line.close();
    ways.delete(to);
    shareOut();
  }

  return {
    async open(media, { isQuick, left }) {
      const token = {};
      wanted = token;
      const taking = own.open(media, left);
      taking.catch(() => undefined);
      const [certificate, relays] = await Promise.all([ports.newCertificate(), ports.relays()]);
      if (!isQuick || !(await own.isAllowed(media))) await taking;
      // The devices come while the others hear of it.
      else
        taking.catch((error: unknown) => {
          if (wanted === token) options.onBroke(toParleyError(error));
        });
      if (wanted !== token) return false;
      parts = { local: own.prepare(), certificate, relays };
      return true;
    },
    describe(effect) {
      const { own: party, to, as, turn, remote } = effect;
      if (!parts) return;
      const isNew = ways.get(to) === undefined;
      try {
        if (isNew) ways.set(to, openWay(effect, parts));
      } catch {
        tell({ kind: "broke", own: party, to });
        return;
      }
      attempt(to, async (way) => {
        const description = await way.line.describe(isNew ? as : `restart-${as}`, remote);
        if (ways.get(to) === way)
          tell({ kind: "described", own: party, to, as, turn, description });
      });
    },
    apply: (to, answer) =>
      attempt(to, async ({ line }) => {
        await line.apply(answer);
        onChange();
      }),
    addCandidates: (to, candidates) =>
      attempt(to, ({ line }) => line.peer.addCandidates(candidates)),
    part,
    seen: (to) => ways.get(to)?.seen ?? { ...SILENT, needsRelay: false },
    speaking: () => new Set(heard.keys()),
    fingerprintOf: (party) =>
      party === "own" ? parts?.certificate.fingerprint : ways.get(party)?.line.theirFingerprint,
    goAway() {
      for (const { line } of ways.values()) line.peer.goAway();
    },
    close() {
      if (!wanted) return;
      wanted = undefined;
      parts = undefined;
      stopListening();
      heard = new Map();
      for (const to of [...ways.keys()]) part(to);
      own.close();
    },
  };
}
