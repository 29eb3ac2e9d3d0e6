import { createStore, type StoreApi } from "zustand/vanilla";
import type { LentWallet } from "@/lib/identity/ports.ts";
import type { Hearing } from "../core/host-news.ts";
import type { Command, FrameEvent, Theme } from "../core/protocol.ts";
import type { HostLink } from "../ports.ts";
import { createLentWallet } from "./lent-wallet.ts";

/** What the page wishes to be seen; a new object for each time that it says so. */
export type Wish = Extract<Command, { name: "openConversation" | "openInbox" | "startCall" }>;

/** All that the screen reads of the page around the frame. */
export type EmbeddingView = {
  theme: Theme;
  locale?: string;
  /** The page's colour, as `#rrggbb`. */
  accent?: string;
  wish?: Wish;
  /** Something of the page may lie over the frame: what is pressed may not be what was seen. */
  isCovered: boolean;
};

/** The page around this frame, as the screen and the wiring use it. */
export type Embedding = {
  readonly store: Pick<StoreApi<EmbeddingView>, "getState" | "getInitialState" | "subscribe">;
  /** Whose page it is: host and port. */
  readonly site: string;
  readonly canClose: boolean;
  readonly lent: LentWallet;
  /** The panel is to be put away. */
  close(): void;
  /** The panel can be seen, and the page is heard from now on. */
  begin(): void;
  /** What the browser says of what lies over the frame. */
  cover(isCovered: boolean): void;
  /** The wish was seen to. */
  fulfil(wish: Wish): void;
  /** What the page may hear of messages. */
  readonly hearing: Hearing;
  tell(event: FrameEvent): void;
};

/** Hears what the page wishes, and what it may be told. */
export function createEmbedding(link: HostLink): Embedding {
  const { origin, canClose, say } = link;
  const store = createStore<EmbeddingView>(() => ({ theme: "system", isCovered: false }));
  const lent = createLentWallet(link);
  const hearing = { hearsMessages: false, named: new Set<string>() };

  link.onSaid((said) => {
    if (said.kind === "command") obey(said.command);
  });

  function obey(command: Command): void {
    if (command.name === "setTheme") store.setState({ theme: command.theme });
    else if (command.name === "setLocale") store.setState({ locale: command.locale });
    else if (command.name === "setAccent") dye(command.accent);
    else if (command.name === "hearMessages") hearing.hearsMessages = true;
    else wish(command);
  }

  function dye(accent: string | undefined): void {
    const { accent: _, ...rest } = store.getState();
    store.setState({ ...rest, ...(accent && { accent }) }, true);
  }

  function wish(wanted: Wish): void {
    if (wanted.name !== "openInbox") hearing.named.add(wanted.to.toLowerCase());
    store.setState({ wish: wanted });
  }

  return {
    store,
    site: new URL(origin).host,
    canClose,
    lent,
    close: () => say({ kind: "close" }),
    begin: () => say({ kind: "ready" }),
    cover: (isCovered) => store.setState({ isCovered }),
    fulfil: (wish) => {
      const { wish: pending, ...rest } = store.getState();
      if (pending === wish) store.setState(rest, true);
    },
    hearing,
    tell: (event) => say({ kind: "event", event }),
  };
}
