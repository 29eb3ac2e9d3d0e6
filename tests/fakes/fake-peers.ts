import type { InputKind } from "@/lib/calls/core/devices.ts";
import type {
  OpenPeer,
  Peer,
  PeerEvents,
  PeerOptions,
  PeerReading,
  SideState,
} from "@/lib/calls/ports.ts";
import { ParleyError } from "@/lib/errors/base.ts";

/** One end of a connection in memory, as a test looks at it. */
export type FakePeer = {
  options: PeerOptions;
  /** In use since the last description. */
  relays: PeerOptions["relays"];
  isClosed: boolean;
  isMuted: boolean;
  uses: Record<InputKind, string>;
  state: SideState;
  reads: number;
};

const READING: Omit<PeerReading, "counted"> = {
  local: { type: "host", protocol: "udp" },
  remote: { type: "host", protocol: "udp" },
  quality: { roundTripMs: 12, lostFraction: 0 },
  codecs: { received: ["audio/opus"], sent: ["audio/opus"] },
};

type Linked = FakePeer & PeerEvents & { set: PeerOptions["relays"]; other?: Linked; isUp?: true };

/** Connections in memory: two ends are one as soon as each has the description of the other. */
export class FakePeers {
  readonly all: FakePeer[] = [];
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
  readonly #byFingerprint = new Map<string, Linked>();

  open: OpenPeer = async (options) => {
    await this.asking;
    if (this.denied) throw new ParleyError("call.not-allowed", "Denied");
    const fingerprint = Array(32)
      .fill((this.all.length + 16).toString(16).toUpperCase())
      .join(":");
    const { relays } = options;
    const uses = { ...options.devices };
    const hasCamera = options.media === "video";
    const state: SideState = { hasMicrophone: true, hasCamera, hasScreen: false };
    const own: Linked = {
      ...options,
      options,
      set: relays,
      isClosed: false,
      isMuted: false,
      uses,
      state,
      reads: 0,
    };
    this.all.push(own);
    this.#byFingerprint.set(fingerprint, own);
    return this.#peer(own, fingerprint);
  };

  openNow(): FakePeer[] {
    return this.all.filter(({ isClosed }) => !isClosed);
  }

  #peer(own: Linked, fingerprint: string): Peer {
    const description = async () => {
      own.relays = own.set;
      return { sdp: `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\n`, candidates: [] };
    };
    return {
      local: { id: fingerprint } as MediaStream,
      fingerprint,
      hasCamera: own.options.media === "video",
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
      },
      addCandidates: async () => undefined,
      use: async (kind, id) => {
        if (this.unplugged) throw new ParleyError("call.no-device", "None left");
        own.uses[kind] = id;
        return `Another ${kind}`;
      },
      setMicrophone: async (isOn) => {
        own.isMuted = !isOn;
        own.state.hasMicrophone = isOn;
        own.other?.onRemoteState({ ...own.state });
      },
      setCamera: async () => undefined,
      setScreen: async (isOn) => {
        own.state.hasScreen = isOn && this.shares;
        own.other?.onRemoteState({ ...own.state });
        return own.state.hasScreen;
      },
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
        if (own.isUp) own.other?.onLeft();
      },
    };
  }

  #link(own: Linked, sdp: string): void {
    const other = this.#byFingerprint.get(sdp.trim().split("sha-256 ")[1] ?? "");
    if (other) own.other = other;
  }
}
