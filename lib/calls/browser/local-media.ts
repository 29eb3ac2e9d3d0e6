import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { InputKind } from "../core/devices.ts";
import type { CallMedia } from "../core/signal.ts";
import type { MediaFollower, MediaLine, NewLocalMedia, SideState } from "../ports.ts";
import { takeScreen } from "./take-screen.ts";
import { takeCamera, takeDevices, takeMicrophone } from "./user-media.ts";

/** Microphone, camera and screen of this browser's device. */
export const newLocalMedia: NewLocalMedia = (options) => {
  const stream = new MediaStream();
  const chosen = { ...options.devices };
  const followers = new Set<MediaFollower>();
  const state: SideState = { hasMicrophone: true, hasCamera: false, hasScreen: false };
  let screen: MediaStreamTrack | undefined;
  let isClosed = false;
  /** What is turned on or off meanwhile waits for it. */
  let taking: Promise<unknown> = Promise.resolve();

  function watch(track: MediaStreamTrack): void {
    // The browser tells it of a device that is gone, and not of a track that was stopped here.
    track.addEventListener("ended", () => {
      options.onDeviceGone(track.kind === "audio" ? "microphone" : "camera");
    });
  }

  function tracksOf(kind: InputKind): MediaStreamTrack[] {
    return kind === "microphone" ? stream.getAudioTracks() : stream.getVideoTracks();
  }

  async function send(line: MediaLine, track: MediaStreamTrack | null): Promise<void> {
    await Promise.all([...followers].map((follower) => follower.send(line, track)));
  }

  function tell(change: Partial<SideState>): void {
    Object.assign(state, change);
    for (const follower of followers) follower.tell(state);
  }

  async function replace(kind: InputKind, track: MediaStreamTrack | null): Promise<void> {
    for (const each of tracksOf(kind)) {
      stream.removeTrack(each);
      each.stop();
    }
    if (track) {
      if (isClosed) return track.stop();
      watch(track);
      stream.addTrack(track);
    }
    await send(kind, track);
  }

  async function takeAll(media: CallMedia): Promise<ErrorCode | undefined> {
    const { stream: taken, cameraProblem } = await takeDevices(media, chosen);
    for (const track of taken.getTracks()) {
      if (track.kind === "audio") track.enabled = state.hasMicrophone;
      await replace(track.kind === "audio" ? "microphone" : "camera", track);
    }
    if (!isClosed) tell({ hasCamera: taken.getVideoTracks().length > 0 });
    return cameraProblem;
  }

  function take(kind: InputKind): Promise<MediaStreamTrack> {
    return (kind === "microphone" ? takeMicrophone : takeCamera)(chosen[kind]);
  }

  async function shareScreen(): Promise<void> {
    const track = await takeScreen();
    if (!track) return;
    if (isClosed) return track.stop();
    screen?.stop();
    screen = track;
    track.addEventListener("ended", () => {
      if (screen !== track) return;
      void stopScreen();
      options.onScreenEnded();
    });
    await send("screen", track);
    tell({ hasScreen: true });
  }

  async function stopScreen(): Promise<void> {
    screen?.stop();
    screen = undefined;
    tell({ hasScreen: false });
    await send("screen", null);
  }

  return {
    stream,
    state,
    take(media) {
      const taken = takeAll(media);
      taking = taken.catch(() => undefined);
      return taken;
    },
    trackOf: (line) => (line === "screen" ? screen : tracksOf(line)[0]) ?? null,
    follow(follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    async setMicrophone(isOn) {
      await taking;
      const isGone = stream.getAudioTracks().every(({ readyState }) => readyState === "ended");
      if (isOn && isGone) await replace("microphone", await take("microphone"));
      for (const track of stream.getAudioTracks()) track.enabled = isOn;
      tell({ hasMicrophone: isOn });
    },
    async setCamera(isOn) {
      await taking;
      // Its light goes out: a camera that is only not shown would still look.
      if (!isOn) await replace("camera", null);
      else if (stream.getVideoTracks().length === 0) await replace("camera", await take("camera"));
      tell({ hasCamera: isOn });
    },
    async use(kind, id) {
      await taking;
      chosen[kind] = id;
      if (tracksOf(kind).length === 0) return "";
      const track = await take(kind);
      if (kind === "microphone") track.enabled = state.hasMicrophone;
      await replace(kind, track);
      return track.label;
    },
    async setScreen(isOn) {
      await (isOn ? shareScreen() : stopScreen());
      return state.hasScreen;
    },
    close() {
      isClosed = true;
      followers.clear();
      for (const track of stream.getTracks()) track.stop();
      screen?.stop();
    },
  };
};
