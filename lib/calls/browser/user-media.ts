import { ParleyError } from "@/lib/errors/base.ts";
import type { CallMedia } from "../core/signal.ts";

const SOUND: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};
const PICTURE: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

/** Microphone, and camera with it. Fails with `call.not-allowed` or `call.no-device`. */
export function takeDevices(media: CallMedia): Promise<MediaStream> {
  return take({ audio: SOUND, ...(media === "video" && { video: PICTURE }) });
}

/** The camera alone. Fails as `takeDevices` does. */
export async function takeCamera(): Promise<MediaStreamTrack> {
  const [track] = (await take({ video: PICTURE })).getVideoTracks();
  if (!track) throw new ParleyError("call.no-device", "The camera gave no track");
  return track;
}

async function take(constraints: MediaStreamConstraints): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia(constraints);
  } catch (cause) {
    const isDenied = cause instanceof DOMException && cause.name === "NotAllowedError";
    const code = isDenied ? "call.not-allowed" : "call.no-device";
    throw new ParleyError(code, "No microphone or camera", { cause });
  }
}
