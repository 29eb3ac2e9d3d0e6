import type { MessagingHost, Unsubscribe } from "@/lib/messaging/ports/host.ts";
import type { DescribeAs } from "../core/call-state.ts";
import { commitTo, fingerprintOf } from "../core/commitment.ts";
import { newNonce } from "../core/random-ids.ts";
import { isRelay } from "../core/relay-access.ts";
import type { CallId, CallMedia, Description } from "../core/signal.ts";
import type {
  NewCertificate,
  OpenPeer,
  Peer,
  PeerEvents,
  PeerOptions,
  RelayServer,
} from "../ports.ts";

export type LinePorts = {
  openPeer: OpenPeer;
  newCertificate: NewCertificate;
  /** Whose relays may be used for the next minutes; none where there are none. */
  relays: () => Promise<readonly RelayServer[]>;
  host: Pick<MessagingHost, "nowMs" | "at" | "randomBytes">;
};

/** What a line is made of. */
export type LineParts = Pick<PeerOptions, "local" | "certificate" | "relays">;

export type LineOptions = { callId: CallId; media: CallMedia; isRelayOnly: boolean };

/** One call's connection, and what was said to make it. */
export type CallLine = {
  readonly peer: Peer;
  /** DTLS fingerprint of this side. */
  readonly fingerprint: string;
  /** What the invitation promises of this side's certificate, and what opens that promise. */
  readonly commitment: string;
  readonly nonce: string;
  readonly hasRelay: boolean;
  /** Of the other side, once they have described themselves. */
  theirFingerprint: string | undefined;
  describe(as: DescribeAs, remote?: Description): Promise<Description>;
  apply(answer: Description): Promise<void>;
  /** Runs every two seconds until it is closed. */
  watch(look: () => void): void;
  close(): void;
};

const LOOK_EVERY_MS = 2_000;

/** Makes this side of the connection. Throws as `OpenPeer` does. */
export function openLine(
  { isRelayOnly }: Pick<LineOptions, "isRelayOnly">,
  of: LineParts,
  events: PeerEvents,
  { openPeer, relays, host }: LinePorts,
): CallLine {
  const peer = openPeer({ ...events, ...of, isRelayOnly });
  const nonce = newNonce(host.randomBytes);
  let isClosed = false;
  let stopLooking: Unsubscribe | undefined;

  /** What opened the relays lasts minutes, a call may last longer. Where none come, those known stay. */
  async function renewRelays(): Promise<void> {
    const renewed = await relays().catch(() => []);
    if (renewed.some(isRelay) && !isClosed) peer.setRelays(renewed);
  }

  async function describe(as: DescribeAs, remote?: Description): Promise<Description> {
    if (as === "restart-offer" || as === "restart-answer") await renewRelays();
    const isAnswer = as === "answer" || as === "restart-answer";
    if (!isAnswer) return peer.offer({ again: as === "restart-offer" });
    if (!remote) throw new TypeError("An answer needs what it answers");
    line.theirFingerprint = fingerprintOf(remote);
    return peer.answer(remote);
  }

  function watch(look: () => void): void {
    if (isClosed) return;
    stopLooking?.();
    stopLooking = host.at(host.nowMs() + LOOK_EVERY_MS, () => {
      look();
      watch(look);
    });
  }

  const line: CallLine = {
    peer,
    fingerprint: of.certificate.fingerprint,
    nonce,
    hasRelay: of.relays.some(isRelay),
    commitment: commitTo(of.certificate.fingerprint, nonce),
    theirFingerprint: undefined,
    describe,
    apply: (answer) => {
      line.theirFingerprint = fingerprintOf(answer);
      return peer.apply(answer);
    },
    watch,
    close: () => {
      isClosed = true;
      stopLooking?.();
      peer.close();
    },
  };
  return line;
}
