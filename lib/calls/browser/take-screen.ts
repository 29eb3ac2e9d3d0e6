import { ParleyError } from "@/lib/errors/base.ts";

const SCREEN: DisplayMediaStreamOptions = {
  video: { frameRate: { ideal: 15, max: 30 } },
  audio: false,
};

/**
 * What the person chooses to show, or undefined when they choose nothing. Fails with
 * `call.no-screen`.
 */
export async function takeScreen(): Promise<MediaStreamTrack | undefined> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia(SCREEN);
    const [track] = stream.getVideoTracks();
    // Letters stay sharp, and movement suffers first.
    if (track) track.contentHint = "detail";
    return track;
  } catch (cause) {
    // The browser's own dialog was closed; where the system forbids it, its message says so.
    const isPerson = cause instanceof DOMException && cause.name === "NotAllowedError";
    if (isPerson && !/system/i.test(cause.message)) return undefined;
    throw new ParleyError("call.no-screen", "No screen could be shared", { cause });
  }
}
