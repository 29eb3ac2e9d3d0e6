import { fieldsOf, isColour, isCount, isOneOf, isText, isWellFormed } from "./values.ts";
import { WALLET_EVENTS, type WalletEvent } from "./wallet-methods.ts";

export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

export const MEDIA = ["audio", "video"] as const;
export type Media = (typeof MEDIA)[number];

/** What the page wishes to be shown. Nothing of it sends, calls or signs: its person does. */
export type Command =
  | { name: "openConversation"; to: string; draft?: string }
  | { name: "openInbox" }
  | { name: "startCall"; to: string; media: Media }
  | { name: "setTheme"; theme: Theme }
  | { name: "setLocale"; locale: string }
  /** A colour as `#rrggbb`; none for Parley's own. */
  | { name: "setAccent"; accent?: string }
  /** The page wants to hear of messages that come; with what is in them, if their person lets it. */
  | { name: "hearMessages"; content?: true }
  /** It hears of them no more. What its person was asked, or has granted, stays as it is. */
  | { name: "hearNothing" };

/** What the page says by the port. */
export type FromHost =
  | { kind: "command"; command: Command }
  /** Whether the page lends a wallet now. */
  | { kind: "wallet"; isThere: boolean }
  | { kind: "wallet-event"; name: WalletEvent; value: unknown }
  | { kind: "answer"; id: number; result: unknown }
  | { kind: "refusal"; id: number; code: number; message: string };

/** The longest name there can be (ENSIP-15 has no limit of its own; DNS has this one). */
const NAME_LENGTH = 255;
const DRAFT_LENGTH = 4_000;
const LOCALE_LENGTH = 35;
const WORDS_LENGTH = 500;

/** Reads what came by the port; undefined for what is nothing of it. */
export function readFromHost(said: unknown): FromHost | undefined {
  const { kind, id, ...rest } = fieldsOf(said) ?? {};
  switch (kind) {
    case "command": {
      const command = readCommand(rest.command);
      return command && { kind, command };
    }
    case "wallet":
      return { kind, isThere: rest.isThere === true };
    case "wallet-event":
      return isOneOf(WALLET_EVENTS, rest.name)
        ? { kind, name: rest.name, value: rest.value }
        : undefined;
    case "answer":
      return isCount(id) ? { kind, id, result: rest.result } : undefined;
    case "refusal":
      return isCount(id) && Number.isSafeInteger(rest.code) && typeof rest.message === "string"
        ? { kind, id, code: rest.code as number, message: rest.message.slice(0, WORDS_LENGTH) }
        : undefined;
    default:
      return undefined;
  }
}

function readCommand(said: unknown): Command | undefined {
  const { name, to, draft, media, theme, locale, accent, content } = fieldsOf(said) ?? {};
  const isPerson = to !== "" && isText(to, NAME_LENGTH) && isWellFormed(to);
  const isDraft = draft !== "" && isText(draft, DRAFT_LENGTH) && isWellFormed(draft);
  switch (name) {
    case "openConversation":
      return isPerson ? { name, to, ...(isDraft && { draft }) } : undefined;
    case "startCall":
      return isPerson && isOneOf(MEDIA, media) ? { name, to, media } : undefined;
    case "setTheme":
      return isOneOf(THEMES, theme) ? { name, theme } : undefined;
    case "setLocale":
      return isText(locale, LOCALE_LENGTH) ? { name, locale } : undefined;
    case "setAccent":
      return { name, ...(isColour(accent) && { accent }) };
    case "hearMessages":
      return { name, ...(content === true && { content }) };
    case "openInbox":
    case "hearNothing":
      return { name };
    default:
      return undefined;
  }
}
