import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { CallCodecs, Counted } from "./core/call-details.ts";
import type { ConnectionFacts } from "./core/connection-report.ts";
import type { DeviceChoice, InputKind, MediaDevice } from "./core/devices.ts";
import type { LeftCall } from "./core/left-call.ts";
import type { CandidateFacts, QualityFacts } from "./core/path.ts";
import type { CallMedia, Description } from "./core/signal.ts";

/**
 * A relay (TURN, RFC 8656) and what opens it for some minutes; or who only tells a device its address
 * outside (STUN, RFC 8489), which nothing has to open.
 */
export type RelayServer = { urls: readonly string[]; username?: string; credential?: string };

/** What one side tells the other over their own connection, once it is up. */
export type SideState = { hasMicrophone: boolean; hasCamera: boolean; hasScreen: boolean };

/** What comes from the other side: who is there, and the screen that they share. */
export type RemoteStreams = { stream: MediaStream; screen: MediaStream };

export type PeerEvents = {
  /** The connection as a whole, DTLS with it. */
  onTransport(state: "up" | "disconnected" | "failed"): void;
  /** Found after the description was given away; once for each description. */
  onLateCandidates(candidates: readonly string[]): void;
  /** What the other side sends, each time that a track comes. */
  onRemote(streams: RemoteStreams): void;
  onRemoteState(state: SideState): void;
  /** The other side hung up. */
  onLeft(): void;
  /** The other side's page goes away. */
  onAway(): void;
};

export type PeerOptions = PeerEvents & {
  /** What is sent; the same may be sent by several connections. */
  local: LocalMedia;
  certificate: CallCertificate;
  relays: readonly RelayServer[];
  /** The other side learns no address of this device, only the relay's. */
  isRelayOnly: boolean;
};

/** What a connection says of itself in a moment. */
export type PeerReading = {
  local: CandidateFacts;
  remote: CandidateFacts;
  quality: QualityFacts;
  /** The servers that addresses of this device came from, as URLs. */
  asked: readonly string[];
  counted: Counted;
  codecs: CallCodecs;
};

/** What a side of a call is known by to whom it connects. */
export type CallCertificate = {
  readonly value: RTCCertificate;
  /** Its DTLS fingerprint (RFC 8122): colons, upper case. */
  readonly fingerprint: string;
};

/** Fails with `call.failed`. */
export type NewCertificate = () => Promise<CallCertificate>;

/** What one side sends of itself. */
export type MediaLine = InputKind | "screen";

/** A connection that sends what there is. */
export type MediaFollower = {
  /** Another track than before, or none any more. */
  send(line: MediaLine, track: MediaStreamTrack | null): Promise<void>;
  /** Something was turned on or off. */
  tell(state: SideState): void;
};

export type LocalMediaEvents = {
  /** A device that is sent from was unplugged, or taken away. */
  onDeviceGone(kind: InputKind): void;
  /** What was shared is shared no more: the browser has a button of its own for that. */
  onScreenEnded(): void;
};

/** Microphone, camera and screen of this device: one set, however many connections send it. */
export type LocalMedia = {
  /** Microphone and camera, to be seen by who sends them. */
  readonly stream: MediaStream;
  readonly state: SideState;
  /**
   * Takes the microphone, and the camera with it where it is wanted and can be had; nothing is taken
   * before. Gives why there is no camera where one was asked for. Fails as `OpenDevices` does.
   */
  take(media: CallMedia): Promise<ErrorCode | undefined>;
  trackOf(line: MediaLine): MediaStreamTrack | null;
  /** Is told of every change until that is ended. */
  follow(follower: MediaFollower): () => void;
  /** Asks for the microphone where there is none any more: fails as `OpenDevices` does. */
  setMicrophone(isOn: boolean): Promise<void>;
  /** Asks for the camera where there was none yet: fails as `OpenDevices` does. */
  setCamera(isOn: boolean): Promise<void>;
  /**
   * Sends from another device from now on, or from the system's where that is gone. Gives the name of
   * what is used now, empty where nothing of that kind is sent. Fails as `OpenDevices` does.
   */
  use(kind: InputKind, id: string): Promise<string>;
  /**
   * Shares what the person chooses; gives whether something is shared now. Fails with `call.no-screen`.
   */
  setScreen(isOn: boolean): Promise<boolean>;
  close(): void;
};

export type LocalMediaOptions = LocalMediaEvents & {
  /** What is sent from where it is there, or else whichever the system takes. */
  devices: Pick<DeviceChoice, InputKind>;
};

/** Takes nothing yet. */
export type NewLocalMedia = (options: LocalMediaOptions) => LocalMedia;

export type Levels = { own: number; theirs: number };

/** This device's end of one connection to one other device. */
export type Peer = {
  /** For files that go straight to the other side. */
  readonly files: FileChannel;
  /** From the next offer or answer on: what opened the ones before may have ended. */
  setRelays(relays: readonly RelayServer[]): void;
  /**
   * An offer with the candidates found in about a second; `again` for a new path (ICE restart). Without
   * an answer yet, the same one with all that was found since.
   */
  offer(options?: { again: boolean }): Promise<Description>;
  answer(remote: Description): Promise<Description>;
  apply(answer: Description): Promise<void>;
  addCandidates(candidates: readonly string[]): Promise<void>;
  /** How many connections send the same camera: the more, the smaller the picture in each. */
  share(count: number): Promise<void>;
  /** How loud both sides are in this moment, from 0 to 1. */
  levels(): Promise<Levels>;
  /** Undefined while no path is in use. */
  read(): Promise<PeerReading | undefined>;
  /** Tells the other side that this page goes away, and may come back. */
  goAway(): void;
  /** Tells the other side that it is over, where their connection still can. */
  close(): void;
};

/**
 * Takes the microphone, and the camera with it where it is wanted and can be had. Fails with
 * `call.not-allowed` where the person or the browser said no, `call.no-device`, and
 * `call.device-busy` where another program has it.
 */
export type OpenDevices = (
  media: CallMedia,
  devices: Pick<DeviceChoice, InputKind>,
) => Promise<{ stream: MediaStream; cameraProblem?: ErrorCode }>;

export type Devices = {
  open: OpenDevices;
  /** Whether they can be taken without asking the person. */
  isAllowed(media: CallMedia): Promise<boolean>;
  /** What is plugged in; without names until the person has let this site use devices. */
  list(): Promise<readonly MediaDevice[]>;
  /** Plays a short sound through a speaker, or the system's where that is gone. */
  testSpeaker(id: string): Promise<void>;
  /** Something was plugged in or out. */
  onChange(listener: () => void): () => void;
};

/** Makes this end of a connection. Throws `call.failed`. */
export type OpenPeer = (options: PeerOptions) => Peer;

/** Tries what this network lets through, with these relays. */
export type ProbeConnection = (relays: readonly RelayServer[]) => Promise<ConnectionFacts>;

/** What is heard of a call. */
export type Ringing = {
  /** A call comes in. */
  ring(): void;
  /** The other side's device rings. */
  wait(): void;
  stop(): void;
};

/** Remembers for the next page of this tab which call this page is in. */
export type LeftCalls = {
  keep(left: LeftCall): void;
  /** It is over. */
  forget(): void;
  /** Once: it is forgotten then. Nothing that a page is in still: of a tab there may be two. */
  take(): Promise<LeftCall | undefined>;
};

/** A channel of a connection for whatever is large: in order, and nothing is lost. */
export type FileChannel = {
  /** A message at most; asked while it is open. */
  messageBytes(): number;
  /** Whether little of what was given to it still waits to leave. */
  hasRoom(): boolean;
  /** Nothing happens where it is not open. */
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** Once, by whoever uses it. */
  listen(events: FileChannelEvents): void;
};

export type FileChannelEvents = {
  onOpen(): void;
  onClose(): void;
  onMessage(data: string | ArrayBuffer): void;
  /** There is room again. */
  onDrained(): void;
};
