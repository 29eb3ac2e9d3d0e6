import type { FileChannel, FileChannelEvents } from "../ports.ts";

/** Both sides open it with this number, so it needs no description of its own. */
const CHANNEL = { negotiated: true, id: 1 };
/** More is asked for while the rest leaves. */
const LITTLE_BYTES = 512 * 1024;
/** What every browser takes, where this one does not say. */
const MESSAGE_BYTES = 16 * 1024;

export function fileChannel(connection: RTCPeerConnection): FileChannel {
  const channel = connection.createDataChannel("files", CHANNEL);
  channel.binaryType = "arraybuffer";
  channel.bufferedAmountLowThreshold = LITTLE_BYTES;
  let heard: FileChannelEvents | undefined;
  channel.addEventListener("open", () => heard?.onOpen());
  channel.addEventListener("close", () => heard?.onClose());
  channel.addEventListener("bufferedamountlow", () => heard?.onDrained());
  channel.addEventListener("message", ({ data }) => heard?.onMessage(data));
  return {
    messageBytes: () => connection.sctp?.maxMessageSize ?? MESSAGE_BYTES,
    hasRoom: () => channel.bufferedAmount <= LITTLE_BYTES,
    send(data) {
      if (channel.readyState !== "open") return;
      if (typeof data === "string") channel.send(data);
      else channel.send(data);
    },
    listen(events) {
      heard = events;
      if (channel.readyState === "open") events.onOpen();
    },
  };
}
