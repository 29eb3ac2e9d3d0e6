import { oneAtATime } from "@/lib/async/one-at-a-time.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { fingerprintOf } from "../core/commitment.ts";
import { withoutTraces } from "../core/private-sdp.ts";
import { withQuickStart } from "../core/quick-start-sdp.ts";
import type { Description } from "../core/signal.ts";
import type { OpenDevices, OpenPeer, Peer, PeerOptions, SideState } from "../ports.ts";
import { gathering } from "./gather.ts";
import { iceServersOf } from "./ice-servers.ts";
import { outgoing, SCREEN_LINE } from "./outgoing.ts";
import { statsReader } from "./read-stats.ts";
import { stateChannel } from "./state-channel.ts";
import { takeDevices } from "./user-media.ts";

const KEY = { name: "ECDSA", namedCurve: "P-256" };

/** So long the word that it is over may take; nothing is heard or seen meanwhile. */
const LEAVES_AFTER_MS = 500;

/** Microphone, camera and a connection of this browser's. */
export const openWebPeer: OpenPeer = async (options) => {
  const taken = await takeDevices(options.media, options.devices);
  try {
    const certificate = await RTCPeerConnection.generateCertificate(KEY);
    const fingerprint = await fingerprintFor(certificate);
    return webPeer(taken, { certificate, fingerprint }, options);
  } catch (cause) {
    for (const track of taken.stream.getTracks()) track.stop();
    throw new ParleyError("call.failed", "No connection could be made", { cause });
  }
};

/** Read from an offer that nobody gets: not every browser tells it of the certificate itself. */
async function fingerprintFor(certificate: RTCCertificate): Promise<string> {
  const asked = new RTCPeerConnection({ certificates: [certificate] });
  asked.createDataChannel("");
  const { sdp = "" } = await asked.createOffer();
  asked.close();
  const fingerprint = fingerprintOf({ sdp });
  if (fingerprint === undefined) throw new TypeError("The browser told no SHA-256 fingerprint");
  return fingerprint;
}

function webPeer(
  { stream: local, ...taken }: Awaited<ReturnType<OpenDevices>>,
  { certificate, fingerprint }: { certificate: RTCCertificate; fingerprint: string },
  options: PeerOptions,
): Peer {
  const through = (relays: PeerOptions["relays"]): RTCConfiguration => ({
    iceServers: iceServersOf(relays),
    iceTransportPolicy: options.isRelayOnly ? "relay" : "all",
    bundlePolicy: "max-bundle",
    // Said each time: Chromium takes a configuration without them for one with others, and refuses it.
    certificates: [certificate],
  });
  const connection = new RTCPeerConnection(through(options.relays));
  const hasCamera = local.getVideoTracks().length > 0;
  const own: SideState = { hasMicrophone: true, hasCamera, hasScreen: false };
  const state = stateChannel(connection, own, options);
  const sent = outgoing(connection, local, own, { ...options, onState: state.tell });
  followConnection(connection, options);
  const takeTurns = oneAtATime();
  // A description must not be made while another is being taken in.
  const inTurn = <Result>(work: () => Promise<Result>) => takeTurns("description", work);

  async function describe(make: () => Promise<RTCSessionDescriptionInit>): Promise<Description> {
    const made = await make();
    const found = gathering(connection, options.onLateCandidates);
    await connection.setLocalDescription(made);
    await found;
    const { sdp } = connection.localDescription ?? {};
    if (!sdp) throw new TypeError("The browser described nothing");
    return { sdp: withQuickStart(withoutTraces(sdp)), candidates: [] };
  }

  return {
    local,
    fingerprint,
    hasCamera,
    setRelays: (relays) => connection.setConfiguration(through(relays)),
    ...taken,
    offer: ({ again } = { again: false }) =>
      inTurn(() => {
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
    setMicrophone: sent.setMicrophone,
    setCamera: sent.setCamera,
    use: sent.use,
    setScreen: sent.setScreen,
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
  { onTransport, onRemote }: PeerOptions,
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
