import type { InputKind } from "@/lib/calls/core/devices.ts";
import type {
  FileChannel,
  Levels,
  LocalMedia,
  LocalMediaOptions,
  MediaFollower,
  NewCertificate,
  NewLocalMedia,
  OpenPeer,
  Peer,
  PeerEvents,
  PeerOptions,
  PeerReading,
  SideState,
} from "@/lib/calls/ports.ts";
import { ParleyError } from "@/lib/errors/base.ts";

/** Microphone and camera that were taken, as a test looks at them. */
export type FakeMedia = {
  options: LocalMediaOptions;
  isClosed: boolean;
  uses: Record<InputKind, string>;
};

/** One end of a connection in memory, as a test looks at it. */
export type FakePeer = {
  options: PeerOptions;
  /** In use since the last description. */
  relays: PeerOptions["relays"];
  isClosed: boolean;
  reads: number;
  /** How many send the same picture. */
  shares?: number;
  /** How loud both are. */
  levels: Levels;
};

const READING: Omit<PeerReading, "counted"> = {
  local: { type: "host", protocol: "udp" },
  remote: { type: "host", protocol: "udp" },
  asked: [],
  quality: { roundTripMs: 12, lostFraction: 0 },
  codecs: { received: ["audio/opus"], sent: ["audio/opus"] },
};

/** Nobody sends files here: `tests/fakes/two-senders.ts` does. */
const NO_FILES: FileChannel = {
  messageBytes: () => 0,
  hasRoom: () => false,
  send: () => {},
  listen: () => {},
};

type Linked = FakePeer & PeerEvents & { set: PeerOptions["relays"]; other?: Linked; isUp?: true };

/** Connections in memory: two ends are one as soon as each has the description of the other. */
export class FakePeers {
  readonly all: FakePeer[] = [];
  readonly media: FakeMedia[] = [];
  /** The next devices that are asked for are not given. */
  denied = false;
  /** There is no other device to go on with. */
  unplugged = false;
  /** Whoever is asked what to share chooses something. */
  shares = true;
  /** No path leads from one network to the other. */
  walled = false;
  /** Whoever asks for devices waits for this. */
  asking: Promise<void> = Promise.resolve();
  readonly #ends: Linked[] = [];
  #certificates = 0;

  newMedia: NewLocalMedia = (options) =>
    this.#local({ options, isClosed: false, uses: { ...options.devices } });

  newCertificate: NewCertificate = async () => {
    this.#certificates += 1;
    const pair = (this.#certificates + 15).toString(16).toUpperCase().padStart(2, "0");
    return { value: {} as RTCCertificate, fingerprint: Array(32).fill(pair).join(":") };
  };

  open: OpenPeer = (options) => {
    const { relays } = options;
    const own: Linked = {
      ...options,
      options,
      set: relays,
      relays,
      isClosed: false,
      reads: 0,
      levels: { own: 0, theirs: 0 },
    };
    this.all.push(own);
    this.#ends.push(own);
    return this.#peer(own);
  };

  /** Connections, or else devices, that nobody gave back. */
  openNow(): FakePeer[] {
    return this.all.filter(({ isClosed }) => !isClosed);
  }

  takenNow(): FakeMedia[] {
    return this.media.filter(({ isClosed }) => !isClosed);
  }

  #local(media: FakeMedia): LocalMedia {
    const followers = new Set<MediaFollower>();
    const state: SideState = { hasMicrophone: true, hasCamera: false, hasScreen: false };
    const tell = (change: Partial<SideState>) => {
      Object.assign(state, change);
      for (const follower of followers) follower.tell(state);
    };
    return {
      stream: { id: "local" } as MediaStream,
      state,
      take: async (wanted) => {
        await this.asking;
        if (this.denied) throw new ParleyError("call.not-allowed", "Denied");
        this.media.push(media);
        tell({ hasCamera: wanted === "video" });
        return undefined;
      },
      trackOf: () => null,
      follow: (follower) => {
        followers.add(follower);
        return () => followers.delete(follower);
      },
      use: async (kind, id) => {
        if (this.unplugged) throw new ParleyError("call.no-device", "None left");
        media.uses[kind] = id;
        return `Another ${kind}`;
      },
      setMicrophone: async (hasMicrophone) => {
        if (hasMicrophone) await this.asking;
        tell({ hasMicrophone });
      },
      setCamera: async (isOn) => tell({ hasCamera: isOn }),
      setScreen: async (isOn) => {
        tell({ hasScreen: isOn && this.shares });
        return state.hasScreen;
      },
      close: () => {
        media.isClosed = true;
      },
    };
  }

  #peer(own: Linked): Peer {
    const { local, certificate } = own.options;
    const description = async () => {
      own.relays = own.set;
      const line = `a=fingerprint:sha-256 ${certificate.fingerprint}`;
      return { sdp: `v=0\r\n${line}\r\na=end:${this.#ends.indexOf(own)}\r\n`, candidates: [] };
    };
    const tellOther = () => own.other?.onRemoteState({ ...local.state });
    const stop = local.follow({ send: async () => undefined, tell: tellOther });
    return {
      files: NO_FILES,
      setRelays: (relays) => {
        own.set = relays;
      },
      offer: description,
      answer: async ({ sdp }) => {
        this.#link(own, sdp);
        return description();
      },
      apply: async ({ sdp }) => {
        this.#link(own, sdp);
        const { other } = own;
        if (other?.other !== own || this.walled) return;
        for (const end of [own, other]) {
          end.isUp = true;
          end.onTransport("up");
          const stream = { id: "remote" } as MediaStream;
          end.onRemote({ stream, screen: { id: "remote screen" } as MediaStream });
        }
        own.onRemoteState({ ...other.options.local.state });
        tellOther();
      },
      addCandidates: async () => undefined,
      share: async (count) => {
        own.shares = count;
      },
      levels: async () => own.levels,
      read: async () => {
        own.reads += 1;
        const atMs = own.reads * 2_000;
        return { ...READING, counted: { bytesReceived: atMs, bytesSent: 2 * atMs, atMs } };
      },
      goAway: () => {
        if (own.isUp) own.other?.onAway();
      },
      close: () => {
        own.isClosed = true;
        stop();
        if (own.isUp) own.other?.onLeft();
      },
    };
  }

  #link(own: Linked, sdp: string): void {
    const other = this.#ends[Number(sdp.split("a=end:")[1] ?? Number.NaN)];
    if (other) own.other = other;
  }
}
