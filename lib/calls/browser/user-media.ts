import { ParleyError } from "@/lib/errors/base.ts";
import type { CallErrorCode } from "@/lib/errors/calls.ts";
import { cameraProblem, deviceProblem } from "../core/device-problem.ts";
import type { OpenDevices } from "../ports.ts";

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

type Wanted = { microphone?: string; camera?: string };

/** Who can't be seen may still be heard. */
export const takeDevices: OpenDevices = async (media, { microphone, camera }) => {
  if (media === "audio") return { stream: await take({ microphone }) };
  try {
    return { stream: await take({ microphone, camera }) };
  } catch (error) {
    return { stream: await take({ microphone }), cameraProblem: cameraProblem(codeIn(error)) };
  }
};

/** Fails as `OpenDevices` does. */
export async function takeMicrophone(id: string): Promise<MediaStreamTrack> {
  return only((await take({ microphone: id })).getAudioTracks());
}

/** Fails as `OpenDevices` does. */
export async function takeCamera(id: string): Promise<MediaStreamTrack> {
  try {
    return only((await take({ camera: id })).getVideoTracks());
  } catch (cause) {
    throw new ParleyError(cameraProblem(codeIn(cause)), "No camera", { cause });
  }
}

function only([track]: readonly MediaStreamTrack[]): MediaStreamTrack {
  if (!track) throw new ParleyError("call.no-device", "The device gave no track");
  return track;
}

/** What was chosen and is not there is replaced by what the system takes: better than none. */
async function take(wanted: Wanted): Promise<MediaStream> {
  try {
    return await ask(wanted).catch((thrown: unknown) => {
      if (!isAbsent(thrown)) throw thrown;
      return ask(anyOf(wanted, "camera")).catch(() => ask(anyOf(wanted, "microphone", "camera")));
    });
  } catch (cause) {
    throw new ParleyError(codeOf(cause), "No microphone or camera", { cause });
  }
}

/** Chromium takes no notice of an ideal device, only of an exact one. */
function ask({ microphone, camera }: Wanted): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    ...(microphone !== undefined && { audio: { ...SOUND, ...exactly(microphone) } }),
    ...(camera !== undefined && { video: { ...PICTURE, ...exactly(camera) } }),
  });
}

function exactly(id: string): MediaTrackConstraints {
  return id === "" ? {} : { deviceId: { exact: id } };
}

function anyOf(wanted: Wanted, ...kinds: readonly (keyof Wanted)[]): Wanted {
  const asked = kinds.filter((kind) => wanted[kind] !== undefined);
  return { ...wanted, ...Object.fromEntries(asked.map((kind) => [kind, ""])) };
}

function isAbsent(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    (thrown.name === "OverconstrainedError" || thrown.name === "NotFoundError")
  );
}

function codeOf(thrown: unknown): CallErrorCode {
  return deviceProblem(thrown instanceof Error ? thrown : { name: "", message: "" });
}

/** `take` throws no others. */
function codeIn(error: unknown): CallErrorCode {
  return error instanceof ParleyError ? (error.code as CallErrorCode) : "call.no-device";
}
