import { handoverIn, isLeaving, LEFT } from "../core/handover.ts";
import { hello } from "../core/protocol.ts";
import type { HostLink } from "../ports.ts";
import { linkBy } from "./port-link.ts";

/** No browser says when an opener is gone that could not say so itself. */
const LOOK_AGAIN_MS = 1_000;

/** What is used of a window that a frame opened. */
export type OpenedWindow = Pick<Window, "addEventListener" | "removeEventListener"> & {
  opener: Pick<Window, "postMessage" | "closed">;
  location: Pick<Location, "origin">;
};

/**
 * Greets the frame that opened this window, which has to be of this window's own origin, and waits for
 * it to hand over the page of `origin`. Never resolves for a window that another page opened: it
 * does not hear the greeting, and its answer does not count.
 */
export function meetOpener(
  origin: string,
  opened: OpenedWindow = window as never,
): Promise<HostLink> {
  const nonce = crypto.randomUUID();
  const { opener, location } = opened;
  const greet = () => opener.postMessage(hello(nonce), location.origin);
  // Who is closed says so, and who is loaded anew: the frame waits for what comes of it.
  opened.addEventListener("pagehide", () => opener.postMessage(LEFT, location.origin));
  return new Promise((resolve) => {
    const hear = ({ source, origin: from, data, ports: [port] }: MessageEvent) => {
      if (source !== opener || from !== location.origin || !port) return;
      const heard = handoverIn(data, nonce);
      if (!heard) return;
      opened.removeEventListener("message", hear);
      const onLeft = (listener: () => void) => whenLeft(opened, listener);
      resolve({ origin, canClose: false, heard, onLeft, ...linkBy(port) });
    };
    opened.addEventListener("message", hear);
    greet();
  });
}

function whenLeft(opened: OpenedWindow, listener: () => void): () => void {
  const { opener, location } = opened;
  const end = () => {
    clearInterval(looking);
    opened.removeEventListener("message", hear);
  };
  const leave = () => {
    end();
    listener();
  };
  const hear = ({ source, origin, data }: MessageEvent) => {
    if (source === opener && origin === location.origin && isLeaving(data)) leave();
  };
  const looking = setInterval(() => opener.closed && leave(), LOOK_AGAIN_MS);
  opened.addEventListener("message", hear);
  return end;
}
