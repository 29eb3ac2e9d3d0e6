import { hello, welcomeIn } from "../core/protocol.ts";
import type { EndingLink } from "../ports.ts";
import { linkBy } from "./port-link.ts";

/** What is used of the frame's own window. */
export type FrameWindow = Pick<Window, "addEventListener" | "removeEventListener"> & {
  parent: Pick<Window, "postMessage">;
};

type Met = { port: MessagePort; canClose: boolean };

/**
 * Greets the page around this frame, which has to be of `origin`, and waits for its answer: nobody
 * else hears the greeting, and no one else's answer counts. Never resolves for another page. The
 * page speaks by the port that it gave last, and by no other.
 */
export function meetPage(origin: string, frame: FrameWindow = window): Promise<Met> {
  const nonce = crypto.randomUUID();
  const { parent } = frame;
  return new Promise((resolve) => {
    const hear = ({ source, origin: from, data, ports: [port] }: MessageEvent) => {
      if (source !== parent || from !== origin || !port) return;
      const answer = welcomeIn(data, nonce);
      if (!answer) return;
      frame.removeEventListener("message", hear);
      resolve({ port, canClose: answer.canClose });
    };
    frame.addEventListener("message", hear);
    parent.postMessage(hello(nonce), origin);
  });
}

/** The same, to be spoken with from here. */
export async function meetHost(origin: string, frame?: FrameWindow): Promise<EndingLink> {
  const { port, canClose } = await meetPage(origin, frame);
  return { origin, canClose, ...linkBy(port) };
}
