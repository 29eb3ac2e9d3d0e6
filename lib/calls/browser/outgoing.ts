import type { InputKind } from "../core/devices.ts";
import type { PeerOptions, SideState } from "../ports.ts";
import { takeScreen } from "./take-screen.ts";
import { takeCamera, takeMicrophone } from "./user-media.ts";

/** The lines of a connection, in the order of their descriptions: voice, camera, screen. */
const LINES = ["audio", "video", "video"] as const;
const LINE_OF: Record<InputKind, number> = { microphone: 0, camera: 1 };
export const SCREEN_LINE = 2;

/** What one side of a connection sends. */
export type Outgoing = {
  /** Puts the lines into the next description; one that is silent now needs no other description later. */
  open(): void;
  setMicrophone(isOn: boolean): Promise<void>;
  setCamera(isOn: boolean): Promise<void>;
  /** Sends from another device, if it sends from one of that kind; gives its name. */
  use(kind: InputKind, id: string): Promise<string>;
  /** Gives whether a screen is shared now. */
  setScreen(isOn: boolean): Promise<boolean>;
  stop(): void;
};

/** `own` is kept at what is sent, and `onState` told of each change. */
export function outgoing(
  connection: RTCPeerConnection,
  local: MediaStream,
  own: SideState,
  options: Pick<PeerOptions, "devices" | "onDeviceGone" | "onScreenEnded"> & {
    onState: () => void;
  },
): Outgoing {
  const chosen = { ...options.devices };
  let screen: MediaStreamTrack | undefined;
  for (const track of local.getTracks()) watch(track);

  function watch(track: MediaStreamTrack): void {
    // The browser tells it of a device that is gone, and not of a track that was stopped here.
    track.addEventListener("ended", () => {
      options.onDeviceGone(track.kind === "audio" ? "microphone" : "camera");
    });
  }

  function tracksOf(kind: InputKind): MediaStreamTrack[] {
    return kind === "microphone" ? local.getAudioTracks() : local.getVideoTracks();
  }

  function open(): void {
    LINES.forEach((line, index) => {
      const sent = index === SCREEN_LINE ? [] : local.getTracks();
      const [track = null] = sent.filter(({ kind }) => kind === line);
      const known = connection.getTransceivers()[index];
      if (known) {
        known.direction = "sendrecv";
        void known.sender.replaceTrack(track);
      } else {
        connection.addTransceiver(track ?? line, { direction: "sendrecv" });
      }
    });
  }

  async function send(kind: InputKind, track: MediaStreamTrack | null): Promise<void> {
    for (const each of tracksOf(kind)) {
      local.removeTrack(each);
      each.stop();
    }
    if (track) {
      if (connection.connectionState === "closed") return track.stop();
      watch(track);
      local.addTrack(track);
    }
    await connection.getTransceivers()[LINE_OF[kind]]?.sender.replaceTrack(track);
  }

  function take(kind: InputKind): Promise<MediaStreamTrack> {
    return (kind === "microphone" ? takeMicrophone : takeCamera)(chosen[kind]);
  }

  async function shareScreen(): Promise<boolean> {
    const track = await takeScreen();
    if (!track) return false;
    if (connection.connectionState === "closed") {
      track.stop();
      return false;
    }
    screen?.stop();
    screen = track;
    track.addEventListener("ended", () => {
      if (screen !== track) return;
      void stopScreen();
      options.onScreenEnded();
    });
    await connection.getTransceivers()[SCREEN_LINE]?.sender.replaceTrack(track);
    return true;
  }

  async function stopScreen(): Promise<void> {
    screen?.stop();
    screen = undefined;
    tellScreen(false);
    await connection.getTransceivers()[SCREEN_LINE]?.sender.replaceTrack(null);
  }

  function tellScreen(isOn: boolean): void {
    own.hasScreen = isOn;
    options.onState();
  }

  return {
    open,
    async setMicrophone(isOn) {
      const isGone = local.getAudioTracks().every(({ readyState }) => readyState === "ended");
      if (isOn && isGone) await send("microphone", await take("microphone"));
      for (const track of local.getAudioTracks()) track.enabled = isOn;
      own.hasMicrophone = isOn;
      options.onState();
    },
    async setCamera(isOn) {
      // Its light goes out: a camera that is only not shown would still look.
      if (!isOn) await send("camera", null);
      else if (local.getVideoTracks().length === 0) await send("camera", await take("camera"));
      own.hasCamera = isOn;
      options.onState();
    },
    async use(kind, id) {
      chosen[kind] = id;
      if (tracksOf(kind).length === 0) return "";
      const track = await take(kind);
      if (kind === "microphone") track.enabled = own.hasMicrophone;
      await send(kind, track);
      return track.label;
    },
    async setScreen(isOn) {
      if (isOn) {
        if (await shareScreen()) tellScreen(true);
      } else await stopScreen();
      return own.hasScreen;
    },
    stop() {
      for (const track of local.getTracks()) track.stop();
      screen?.stop();
    },
  };
}
