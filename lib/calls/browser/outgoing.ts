import type { LocalMedia, MediaLine } from "../ports.ts";

/** The lines of a connection, in the order of their descriptions. */
const LINES = ["microphone", "camera", "screen"] as const satisfies readonly MediaLine[];
export const SCREEN_LINE = LINES.indexOf("screen");

/** What one connection sends of what there is. */
export type Outgoing = {
  /** Puts the lines into the next description; one that is silent now needs no other description later. */
  open(): void;
  stop(): void;
};

/** Keeps the lines of a connection at what its side sends; `tell` hears of each change. */
export function outgoing(
  connection: RTCPeerConnection,
  local: LocalMedia,
  tell: () => void,
): Outgoing {
  return {
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
