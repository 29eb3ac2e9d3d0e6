import { oneAtATime } from "@/lib/async/one-at-a-time.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { withoutTraces } from "../core/private-sdp.ts";
import { withQuickStart } from "../core/quick-start-sdp.ts";
import type { Description } from "../core/signal.ts";
import type { OpenPeer, Peer, PeerEvents, PeerOptions } from "../ports.ts";
import { fileChannel } from "./file-channel.ts";
import { gathering } from "./gather.ts";
import { iceServersOf } from "./ice-servers.ts";
import { outgoing, SCREEN_LINE } from "./outgoing.ts";
import { readLevels } from "./read-levels.ts";
import { statsReader } from "./read-stats.ts";
import { stateChannel } from "./state-channel.ts";

/** So long the word that it is over may take; nothing is heard or seen meanwhile. */
const LEAVES_AFTER_MS = 500;

/** A connection of this browser's. */
export const openWebPeer: OpenPeer = (options) => {
  try {
    return webPeer(options);
  } catch (cause) {
    throw new ParleyError("call.failed", "No connection could be made", { cause });
  }
};

function webPeer({ local, certificate, ...options }: PeerOptions): Peer {
  const through = (relays: PeerOptions["relays"]): RTCConfiguration => ({
    iceServers: iceServersOf(relays),
    iceTransportPolicy: options.isRelayOnly ? "relay" : "all",
    bundlePolicy: "max-bundle",
    // Said each time: Chromium takes a configuration without them for one with others, and refuses it.
    certificates: [certificate.value],
  });
  const connection = new RTCPeerConnection(through(options.relays));
  const state = stateChannel(connection, local.state, options);
  const files = fileChannel(connection);
  const sent = outgoing(connection, local, state.tell);
  followConnection(connection, options);
  const takeTurns = oneAtATime();
  // A description must not be made while another is being taken in.
  const inTurn = <Result>(work: () => Promise<Result>) => takeTurns("description", work);

  /** The last description of this side, with what was found by now. */
  function described(): Description {
    const { sdp } = connection.localDescription ?? {};
    if (!sdp) throw new TypeError("The browser described nothing");
    return { sdp: withQuickStart(withoutTraces(sdp)), candidates: [] };
  }

  async function describe(make: () => Promise<RTCSessionDescriptionInit>): Promise<Description> {
    const made = await make();
    const found = gathering(connection, options.onLateCandidates);
    await connection.setLocalDescription(made);
    await found;
    return described();
  }

  return {
    files,
    setRelays: (relays) => connection.setConfiguration(through(relays)),
    offer: ({ again } = { again: false }) =>
      inTurn(async () => {
        if (!again && connection.signalingState === "have-local-offer") return described();
        if (!again) sent.open();
        return describe(() => connection.createOffer({ iceRestart: again }));
      }),
    answer: (remote) =>
      inTurn(async () => {
        await takeRemote(connection, "offer", remote);
        sent.open();
        return describe(() => connection.createAnswer());
      }),
    apply: (answer) => inTurn(() => takeRemote(connection, "answer", answer)),
    addCandidates: (candidates) => inTurn(() => addCandidates(connection, candidates)),
    share: sent.share,
    levels: () => readLevels(connection),
    read: statsReader(connection),
    goAway: state.goAway,
    close() {
      sent.stop();
      const close = () => connection.close();
      if (state.leave()) setTimeout(close, LEAVES_AFTER_MS);
      else close();
    },
  };
}

async function takeRemote(
  connection: RTCPeerConnection,
  type: "offer" | "answer",
  { sdp, candidates }: Description,
): Promise<void> {
  await connection.setRemoteDescription({ type, sdp });
  await addCandidates(connection, candidates);
}

async function addCandidates(
  connection: RTCPeerConnection,
  candidates: readonly string[],
): Promise<void> {
  for (const candidate of candidates) {
    // Everything is bundled, so all are of the first line. One that can't be read costs nothing else.
    await connection.addIceCandidate({ candidate, sdpMLineIndex: 0 }).catch(() => undefined);
  }
}

function followConnection(
  connection: RTCPeerConnection,
  { onTransport, onRemote }: PeerEvents,
): void {
  const remote = { stream: new MediaStream(), screen: new MediaStream() };
  connection.addEventListener("track", ({ track, transceiver }) => {
    const isScreen = connection.getTransceivers().indexOf(transceiver) === SCREEN_LINE;
    (isScreen ? remote.screen : remote.stream).addTrack(track);
    onRemote(remote);
  });
  connection.addEventListener("connectionstatechange", () => {
    const { connectionState: state } = connection;
    if (state === "connected") onTransport("up");
    else if (state === "disconnected" || state === "failed") onTransport(state);
  });
}
