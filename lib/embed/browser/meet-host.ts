import { hello, readFromHost, welcomeIn } from "../core/protocol.ts";
import type { HostLink } from "../ports.ts";

/** What is used of the frame's own window. */
export type FrameWindow = Pick<Window, "addEventListener" | "removeEventListener"> & {
  parent: Pick<Window, "postMessage">;
};

/**
 * Greets the page around this frame, which has to be of `origin`, and waits for its answer: nobody
 * else hears the greeting, and no one else's answer counts. Never resolves for another page.
 */
export function meetHost(origin: string, frame: FrameWindow = window): Promise<HostLink> {
  const nonce = crypto.randomUUID();
  const { parent } = frame;
  return new Promise((resolve) => {
    const hear = ({ source, origin: from, data, ports: [port] }: MessageEvent) => {
      if (source !== parent || from !== origin || !port) return;
      const answer = welcomeIn(data, nonce);
      if (!answer) return;
      frame.removeEventListener("message", hear);
      resolve(linkBy(port, { origin, canClose: answer.canClose }));
    };
    frame.addEventListener("message", hear);
    parent.postMessage(hello(nonce), origin);
  });
}

function linkBy(port: MessagePort, about: Pick<HostLink, "origin" | "canClose">): HostLink {
  return {
    ...about,
    say: (said) => port.postMessage(said),
    onSaid: (listener) => {
      const hear = ({ data }: MessageEvent) => {
        const said = readFromHost(data);
        if (said) listener(said);
      };
      port.addEventListener("message", hear);
      port.start();
      return () => port.removeEventListener("message", hear);
    },
  };
}
