import { createStore, type StoreApi } from "zustand/vanilla";
import type { Address } from "@/lib/identity/core/address.ts";
import type { Heard } from "../core/handover.ts";
import type { Hearing } from "../core/host-news.ts";
import type { Command, FrameEvent, Theme } from "../core/protocol.ts";
import { MOST_SHOWN, type Wish } from "../core/wish.ts";
import type { HostLink } from "../ports.ts";

/** All that the screen reads of the page around the frame. */
export type EmbeddingView = {
  theme: Theme;
  locale?: string;
  /** The page's colour, as `#rrggbb`. */
  accent?: string;
  /** Something of the page may lie over the frame: what is pressed may not be what was seen. */
  isCovered: boolean;
  wish?: Wish;
  /** How often somebody wanted to sign in. */
  signInCount?: number;
  /** It lends a wallet. */
  hasWallet: boolean;
  /** It would like to read what comes in the conversations that it opened. */
  asksContent?: true;
  /** How many of those its person saw. */
  shownCount?: number;
  /** Its page is not there any more; this is a window that outlived it. */
  isLeft?: true;
};

/** The page around this frame, as the screen and the wiring use it. */
export type Embedding = {
  readonly store: Pick<StoreApi<EmbeddingView>, "getState" | "getInitialState" | "subscribe">;
  readonly origin: string;
  /** Whose page it is: host and port. */
  readonly site: string;
  readonly canClose: boolean;
  /** The panel is to be put away. */
  close(): void;
  /** The panel can be seen, and the page is heard from now on. */
  begin(): void;
  /** What the browser says of what lies over the frame. */
  cover(isCovered: boolean): void;
  /** All that it says, for who needs more of it than the above. */
  readonly onSaid: HostLink["onSaid"];
  /** Somebody wants to sign in. */
  noteSignIn(): void;
  /** The wish was seen to. */
  fulfil(wish: Wish): void;
  /** What the page may hear of messages. */
  readonly hearing: Hearing;
  /**
   * A conversation that it wished was seen by the person; `isNamed`: the page said that address itself.
   * Past the most that a visit has (`MOST_SHOWN`), it is told of nobody new.
   */
  noteShown(address: Address, isNamed: boolean): void;
  /** Whether its person lets it read what comes in those. */
  letRead(isGranted: boolean): void;
  /** What it has said until now, for a window that takes this frame's place. */
  heard(): Heard;
  /** Tells it once the panel can be seen. */
  tell(event: FrameEvent): void;
};

/** Hears what the page wishes, and what it may be told. */
export function createEmbedding(link: HostLink): Embedding {
  const { origin, canClose, say, heard } = link;
  const store = createStore<EmbeddingView>(() => ({
    theme: "system",
    isCovered: false,
    hasWallet: false,
    ...(heard?.wish && { wish: heard.wish }),
  }));
  const hearing = {
    hearsMessages: false,
    named: new Set(heard?.named),
    shown: new Set<string>(),
    readsContent: false,
  };
  const untold: FrameEvent[] = [];
  let isBegun = false;

  link.onSaid((said) => {
    if (said.kind === "command") obey(said.command);
    if (said.kind === "wallet") store.setState({ hasWallet: said.isThere });
  });
  link.onLeft?.(() => store.setState({ isLeft: true }));

  function obey(command: Command): void {
    if (command.name === "setTheme") store.setState({ theme: command.theme });
    else if (command.name === "setLocale") store.setState({ locale: command.locale });
    else if (command.name === "setAccent") dye(command.accent);
    else if (command.name === "hearMessages") {
      hearing.hearsMessages = true;
      if (command.content) store.setState({ asksContent: true });
    } else if (command.name === "hearNothing") hearing.hearsMessages = false;
    else store.setState({ wish: command });
  }

  function dye(accent: string | undefined): void {
    const { accent: _, ...rest } = store.getState();
    store.setState({ ...rest, ...(accent && { accent }) }, true);
  }

  function tell(event: FrameEvent): void {
    if (isBegun) say({ kind: "event", event });
    else untold.push(event);
  }

  return {
    store,
    origin,
    site: new URL(origin).host,
    canClose,
    close: () => say({ kind: "close" }),
    begin: () => {
      say({ kind: "ready" });
      isBegun = true;
      for (const event of untold.splice(0)) tell(event);
    },
    noteSignIn: () => store.setState(({ signInCount = 0 }) => ({ signInCount: signInCount + 1 })),
    onSaid: link.onSaid,
    cover: (isCovered) => store.setState({ isCovered }),
    fulfil: (wish) => {
      const { wish: pending, ...rest } = store.getState();
      if (pending === wish) store.setState(rest, true);
    },
    hearing,
    noteShown: (address, isNamed) => {
      const { named, shown } = hearing;
      const known = address.toLowerCase();
      if (shown.size >= MOST_SHOWN && !shown.has(known)) return;
      shown.add(known);
      if (isNamed) named.add(known);
      store.setState({ shownCount: shown.size });
    },
    letRead: (isGranted) => {
      hearing.readsContent = isGranted;
    },
    heard: () => {
      const { wish } = store.getState();
      return { named: [...hearing.named], ...(wish && { wish }) };
    },
    tell,
  };
}
