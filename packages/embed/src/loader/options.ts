import type { FrameEvents } from "../protocol/from-frame.ts";
import type { Media, Theme } from "../protocol/from-host.ts";

/** A wallet as a page has it (EIP-1193). */
export type HostProvider = {
  request(asking: { method: string; params?: readonly unknown[] }): Promise<unknown>;
  on?(event: string, listener: (value: unknown) => void): unknown;
  removeListener?(event: string, listener: (value: unknown) => void): unknown;
};

/** What is used of a configuration of wagmi: the wallet that is connected in it. */
export type WagmiConfig = {
  state: {
    current: string | null;
    connections: ReadonlyMap<string, { connector: { getProvider?(): Promise<unknown> } }>;
  };
  subscribe(
    selector: (state: { current: string | null }) => unknown,
    listener: () => void,
  ): () => void;
};

export type HostWallet = HostProvider | WagmiConfig;

export type ParleyOptions = {
  /** Where the Parley is that is shown: its origin, as `https://parley.example.org`. */
  url: string;
  /** A button in the corner (unless given), a panel in the page, or a dialog over it. */
  mode?: "button" | "inline" | "modal" | undefined;
  /** `inline`: the element that the panel fills, or a selector for it. None there is an error. */
  target?: Element | string | undefined;
  position?: "right" | "left" | undefined;
  theme?: Theme | undefined;
  /** The language of the panel; unless given, it is the page's, where Parley speaks it. */
  locale?: string | undefined;
  /**
   * A colour as `#rrggbb`. Its hue is kept; it is made as dark or as light as words on it and in it have
   * to be (WCAG AA).
   */
  accent?: string | undefined;
  wallet?: HostWallet | undefined;
};

/** What the page is told of. */
export type WidgetEvents = FrameEvents & {
  /** The panel can be seen for the first time. */
  ready: Record<never, never>;
  open: Record<never, never>;
  close: Record<never, never>;
};

export type ParleyWidget = {
  open(): void;
  close(): void;
  toggle(): void;
  /** Takes it out of the page, for good. */
  destroy(): void;
  /** Opens the panel with an address or a name; a draft is there to be sent, if nothing else is. */
  openConversation(to: string, draft?: string): void;
  openInbox(): void;
  /** Opens the panel, where its person is asked whether to call. */
  startCall(to: string, media?: Media): void;
  setTheme(theme: Theme): void;
  setLocale(locale: string): void;
  /** As the option has it; `undefined` for Parley's own. */
  setAccent(accent: string | undefined): void;
  /** Lends a wallet, another one, or none any more. */
  setWallet(wallet: HostWallet | undefined): void;
  /**
   * Gives what ends it. `content`, of `messageReceived`: asks the panel's person to let this page read
   * new messages of the conversations that it opened; whether they do is not told.
   */
  on<Name extends keyof WidgetEvents>(
    name: Name,
    listener: (event: WidgetEvents[Name]) => void,
    options?: { content?: boolean },
  ): () => void;
};
