import { readFromFrame } from "../protocol/from-frame.ts";
import type { Command, FromHost, Theme } from "../protocol/from-host.ts";
import { FRAME_PATH } from "../protocol/handshake.ts";
import { bridgeWallet } from "./bridge-wallet.ts";
import { greetFrame } from "./greet-frame.ts";
import type { ParleyOptions, ParleyWidget, WidgetEvents } from "./options.ts";
import { orReport } from "./or-report.ts";
import { createView } from "./view.ts";
import { pageLocale } from "./words.ts";

/** Who waits longer is told so; what comes later is shown all the same. */
const LATE_MS = 20_000;

type Name = keyof WidgetEvents;
type Listener = (event: never) => void;

/**
 * Puts a Parley into the page. Nothing of it is loaded before it is opened; what it is told until
 * then waits. On a server, where there is no page, it does nothing.
 *
 * @example
 * const chat = mountParley({ url: "https://parley.example.org", wallet: window.ethereum });
 * chat.openConversation("vitalik.eth", "Hello!");
 */
export function mountParley(options: ParleyOptions): ParleyWidget {
  return typeof document === "undefined" ? NOTHING : mountInPage(options);
}

/** The same, for what runs in pages alone. */
export function mountInPage(options: ParleyOptions): ParleyWidget {
  const { mode = "button", position = "right", target, wallet } = options;
  const { origin } = new URL(options.url);
  const canClose = mode !== "inline";
  let { theme = "system" as Theme, locale = pageLocale(), accent } = options;
  let port: MessagePort | undefined;
  let isReady = false;
  let wasReady = false;
  let isLate = false;
  let hears: Extract<Command, { name: "hearMessages" }> | undefined;
  let loadedLocale = locale;
  let isGone = false;
  let unread = 0;
  let lateness: ReturnType<typeof setTimeout> | undefined;
  const waiting: Command[] = [];
  const listeners = new Map<Name, Set<Listener>>();

  const view = createView({
    mode,
    position,
    target,
    apartUrl: origin,
    onToggle: () => show(!view.isShown()),
    onClose: () => show(false),
  });
  const say = (said: FromHost) => port?.postMessage(said);
  const bridge = bridgeWallet(say);
  const endGreeting = greetFrame(view.frame, { origin, canClose }, (next) => {
    port?.close();
    isReady = false;
    port = next;
    next.onmessage = ({ data }) => hear(data);
    // Whoever counted them is gone; who comes instead says how many there are.
    if (unread > 0) count(0);
  });

  function tell<Told extends Name>(name: Told, event: WidgetEvents[Told]): void {
    for (const listener of [...(listeners.get(name) ?? [])])
      orReport(() => (listener as (event: WidgetEvents[Told]) => void)(event));
  }

  function command(given: Command): void {
    if (isReady) say({ kind: "command", command: given });
    // Of what waits, one wish to see something is enough: the last.
    else waiting.splice(0, waiting.length, given);
  }

  function hear(data: unknown): void {
    const said = readFromFrame(data);
    if (said?.kind === "ready") begin();
    if (said?.kind === "close") show(false);
    if (said?.kind === "ask") void bridge.answer(said);
    if (said?.kind !== "event") return;
    const { name, ...event } = said.event;
    if (name === "unread") count(said.event.count);
    else tell(name, event as never);
  }

  function count(next: number): void {
    unread = next;
    view.count(next);
    tell("unread", { count: next });
  }

  function begin(): void {
    clearTimeout(lateness);
    view.cover("none");
    isReady = true;
    isLate = false;
    bridge.tell();
    command({ name: "setTheme", theme });
    if (locale !== loadedLocale) command({ name: "setLocale", locale });
    if (accent) command(accentCommand());
    if (hears) command(hears);
    for (const each of waiting.splice(0)) command(each);
    if (!wasReady) tell("ready", {});
    wasReady = true;
  }

  const accentCommand = (): Command => ({ name: "setAccent", ...(accent && { accent }) });

  function frameUrl(): string {
    loadedLocale = locale;
    const asked = new URLSearchParams({ host: location.origin, locale });
    return `${origin}${FRAME_PATH}?${asked}`;
  }

  function show(isOpen: boolean): void {
    if (isGone) return;
    if (isOpen && (isLate || !view.frame.src)) {
      isLate = false;
      view.load(frameUrl());
      lateness = setTimeout(() => {
        isLate = true;
        view.cover("late");
        tell("error", {
          code: "late",
          message: `${origin} does not answer, or not to ${location.origin}`,
        });
      }, LATE_MS);
    }
    if (isOpen === view.isShown()) return;
    view.show(isOpen);
    tell(isOpen ? "open" : "close", {});
  }

  view.speak(locale);
  view.dress(theme);
  view.tint(accent);
  bridge.use(wallet);
  if (!canClose) show(true);

  return {
    open: () => show(true),
    close: () => canClose && show(false),
    toggle: () => show(!canClose || !view.isShown()),
    destroy: () => {
      isGone = true;
      clearTimeout(lateness);
      endGreeting();
      bridge.use(undefined);
      port?.close();
      view.remove();
      listeners.clear();
    },
    openConversation: (to, draft) => {
      command({ name: "openConversation", to, ...(draft && { draft }) });
      show(true);
    },
    openInbox: () => {
      command({ name: "openInbox" });
      show(true);
    },
    startCall: (to, media = "audio") => {
      command({ name: "startCall", to, media });
      show(true);
    },
    setTheme: (next) => {
      theme = next;
      view.dress(next);
      if (isReady) command({ name: "setTheme", theme });
    },
    setLocale: (next) => {
      locale = next;
      view.speak(next);
      if (isReady) command({ name: "setLocale", locale });
    },
    setAccent: (next) => {
      accent = next;
      view.tint(next);
      if (isReady) command(accentCommand());
    },
    setWallet: (next) => bridge.use(next),
    on: (name, listener, { content = false } = {}) => {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listener));
      if (name === "messageReceived" && (!hears || (content && !hears.content))) {
        hears = { name: "hearMessages", ...(content && { content }) };
        if (isReady) command(hears);
      }
      return () => {
        heard.delete(listener);
        if (name !== "messageReceived" || heard.size || !hears) return;
        hears = undefined;
        if (isReady) command({ name: "hearNothing" });
      };
    },
  };
}

const nothing = () => {};

const NOTHING: ParleyWidget = {
  open: nothing,
  close: nothing,
  toggle: nothing,
  destroy: nothing,
  openConversation: nothing,
  openInbox: nothing,
  startCall: nothing,
  setTheme: nothing,
  setLocale: nothing,
  setAccent: nothing,
  setWallet: nothing,
  on: () => nothing,
};
