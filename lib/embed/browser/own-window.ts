import { handover, isLeaving, LEFT } from "../core/handover.ts";
import { nonceIn } from "../core/protocol.ts";
import type { OpenWindow } from "../ports.ts";
import { meetPage } from "./meet-host.ts";

const LOOK_AGAIN_MS = 500;
/** A window that is loaded anew says so, and greets again within this; one that says nothing more is gone. */
const BACK_WITHIN_MS = 10_000;
const FEATURES = "popup,width=460,height=760";

/** What is used of the frame's own window. */
export type OpeningFrame = Pick<Window, "addEventListener" | "removeEventListener" | "open"> & {
  parent: Pick<Window, "postMessage">;
  location: Pick<Location, "origin">;
};

/**
 * Opens a window of this frame's own origin, and hands over the page of `origin` each time that it greets:
 * to that window alone, and only while it is of this origin. It has no name, by which the page could find it.
 */
export function ownWindows(origin: string, frame: OpeningFrame = window): OpenWindow {
  return (path, { heard, onLeft }) => {
    const opened = frame.open(path, "_blank", FEATURES);
    if (!opened) return undefined;
    const own = frame.location.origin;
    let absence: ReturnType<typeof setTimeout> | undefined;

    const hear = async ({ source, origin: from, data }: MessageEvent) => {
      if (source !== opened || from !== own) return;
      if (isLeaving(data)) absence ??= setTimeout(end, BACK_WITHIN_MS);
      const nonce = nonceIn(data);
      if (nonce === undefined) return;
      clearTimeout(absence);
      absence = undefined;
      const { port } = await meetPage(origin, frame);
      opened.postMessage(handover(nonce, heard()), own, [port]);
    };
    const leave = () => opened.postMessage(LEFT, own);
    const looking = setInterval(() => opened.closed && end(), LOOK_AGAIN_MS);
    frame.addEventListener("message", hear);
    frame.addEventListener("pagehide", leave);

    function end(): void {
      clearInterval(looking);
      clearTimeout(absence);
      frame.removeEventListener("message", hear);
      frame.removeEventListener("pagehide", leave);
      onLeft();
    }
    return { focus: () => opened.focus(), close: () => opened.close() };
  };
}
