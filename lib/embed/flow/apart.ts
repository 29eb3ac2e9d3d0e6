import { createStore, type StoreApi } from "zustand/vanilla";
import type { Heard } from "../core/handover.ts";
import { errorEvent } from "../core/host-errors.ts";
import type { OpenWindow, OwnWindow } from "../ports.ts";
import type { Embedding } from "./embedding.ts";

/** Where Parley is: in this frame, in a window that the frame opened, or here because it could not. */
export type ApartView = { kind: "here" | "apart" | "refused" };

/** The way out of a frame for which its browser keeps nothing. */
export type Apart = {
  readonly store: Pick<StoreApi<ApartView>, "getState" | "getInitialState" | "subscribe">;
  /** Opens the window at that path, or shows it where there is one. To be called as somebody presses. */
  open(path: string): void;
  /** Closes it: what it had said to the page is at an end, and the frame begins anew. */
  back(): void;
};

type ApartPorts = {
  openWindow: OpenWindow;
  embedding: Pick<Embedding, "heard" | "fulfil" | "tell">;
  /** The page is the window's from now on: what it says to this frame is heard no more. */
  letGo: () => void;
  /** The frame meets its page as if it had just been loaded. */
  beginAnew: () => void;
};

export function createApart({ openWindow, embedding, letGo, beginAnew }: ApartPorts): Apart {
  const store = createStore<ApartView>(() => ({ kind: "here" }));
  let opened: OwnWindow | undefined;

  /** A wish goes with the first greeting: a window that is loaded anew was there already. */
  function handOver(): Heard {
    const heard = embedding.heard();
    if (heard.wish) embedding.fulfil(heard.wish);
    letGo();
    return heard;
  }

  function open(path: string): void {
    if (opened) {
      opened.focus();
      return;
    }
    opened = openWindow(path, { heard: handOver, onLeft: beginAnew });
    store.setState({ kind: opened ? "apart" : "refused" });
    if (!opened) embedding.tell(errorEvent("popup-blocked"));
  }

  embedding.tell(errorEvent("storage-blocked"));
  return { store, open, back: () => opened?.close() };
}
