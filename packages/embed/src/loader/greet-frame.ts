import { welcomeTo } from "../protocol/handshake.ts";

/**
 * Waits for the frame's greeting, from its own window and from Parley's origin, and gives it a port.
 * A frame that is loaded anew greets anew, and gets another one.
 */
export function greetFrame(
  frame: HTMLIFrameElement,
  { origin, canClose }: { origin: string; canClose: boolean },
  onPort: (port: MessagePort) => void,
): () => void {
  const hear = ({ source, origin: from, data }: MessageEvent) => {
    if (!source || source !== frame.contentWindow || from !== origin) return;
    const answer = welcomeTo(data, canClose);
    if (!answer) return;
    const { port1, port2 } = new MessageChannel();
    frame.contentWindow.postMessage(answer, origin, [port2]);
    onPort(port1);
  };
  addEventListener("message", hear);
  return () => removeEventListener("message", hear);
}
