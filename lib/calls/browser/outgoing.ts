import type { LocalMedia, MediaLine } from "../ports.ts";

/** The lines of a connection, in the order of their descriptions. */
const LINES = ["microphone", "camera", "screen"] as const satisfies readonly MediaLine[];
export const SCREEN_LINE = LINES.indexOf("screen");

/** What one connection sends of what there is. */
export type Outgoing = {
  /** Puts the lines into the next description; one that is silent now needs no other description later. */
  open(): void;
  /** So many connections send the same camera. */
  share(count: number): Promise<void>;
  stop(): void;
};

/** Of a camera's picture by how many others get it: each is encoded for itself, and seen in a tile. */
const PICTURE_FOR: readonly RTCRtpEncodingParameters[] = [
  {},
  { scaleResolutionDownBy: 1.5, maxFramerate: 24, maxBitrate: 700_000 },
  { scaleResolutionDownBy: 2, maxFramerate: 20, maxBitrate: 450_000 },
];
const WHOLE = ["scaleResolutionDownBy", "maxFramerate", "maxBitrate"] as const;

/** Keeps the lines of a connection at what its side sends; `tell` hears of each change. */
export function outgoing(
  connection: RTCPeerConnection,
  local: LocalMedia,
  tell: () => void,
): Outgoing {
  const camera = () => connection.getTransceivers()[LINES.indexOf("camera")]?.sender;

  return {
    async share(count) {
      const sender = camera();
      const parameters = sender?.getParameters();
      const [encoding] = parameters?.encodings ?? [];
      if (!sender || !parameters || !encoding) return;
      for (const name of WHOLE) delete encoding[name];
      Object.assign(encoding, PICTURE_FOR[Math.min(count, PICTURE_FOR.length) - 1]);
      await sender.setParameters(parameters);
    },
    open() {
      LINES.forEach((line, index) => {
        const track = local.trackOf(line);
        const known = connection.getTransceivers()[index];
        if (known) {
          known.direction = "sendrecv";
          void known.sender.replaceTrack(track);
        } else {
          const kind = line === "microphone" ? "audio" : "video";
          connection.addTransceiver(track ?? kind, { direction: "sendrecv" });
        }
      });
    },
    stop: local.follow({
      async send(line, track) {
        await connection.getTransceivers()[LINES.indexOf(line)]?.sender.replaceTrack(track);
      },
      tell,
    }),
  };
}
