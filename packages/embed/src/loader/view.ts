import type { Theme } from "../protocol/from-host.ts";
import type { ParleyOptions } from "./options.ts";
import { STYLES } from "./styles.ts";
import { wordsFor } from "./words.ts";

const SVG = "http://www.w3.org/2000/svg";
/** Two people's words, one over the other. */
const ICON = "M4 4h16v12H11l-5 4v-4H4z";
/** What calls and copying need; each is for Parley's origin alone. */
const ALLOWED =
  "camera; microphone; display-capture; autoplay; clipboard-write; fullscreen; picture-in-picture";

export type View = {
  readonly frame: HTMLIFrameElement;
  /** Loads the frame, once. */
  load(url: string): void;
  show(isOpen: boolean): void;
  isShown(): boolean;
  /** What covers the frame until it can be seen. */
  cover(kind: "loading" | "late" | "none"): void;
  count(unread: number): void;
  speak(locale: string): void;
  dress(theme: Theme): void;
  tint(accent: string | undefined): void;
  remove(): void;
};

type ViewOptions = Pick<ParleyOptions, "target"> & {
  mode: NonNullable<ParleyOptions["mode"]>;
  position: NonNullable<ParleyOptions["position"]>;
  apartUrl: string;
  onToggle: () => void;
  onClose: () => void;
};

/** Button, panel and frame, in a shadow of the page. Nothing of it takes room but an inline panel. */
export function createView(options: ViewOptions): View {
  const { mode, position, target, apartUrl, onToggle, onClose } = options;
  const host = document.createElement("div");
  host.dataset.parley = host.dataset.mode = mode;
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];

  const frame = make("iframe", { allow: ALLOWED, referrerPolicy: "no-referrer" });
  const words = make("p", { role: "status" });
  const apart = make("a", { href: apartUrl, target: "_blank", rel: "noopener" });
  const cross = make("button", { type: "button", textContent: "×", onclick: onClose });
  const note = make("div", { className: "note" });
  note.append(words, apart, ...(mode === "inline" ? [] : [cross]));
  const role = mode === "inline" ? "region" : "dialog";
  const panel = make("dialog", { className: `panel ${mode} ${position}`, role });
  panel.append(frame, note);
  panel.addEventListener("cancel", (event) => {
    event.preventDefault();
    onClose();
  });

  const badge = make("span", { className: "badge", hidden: true });
  const launcher = make("button", {
    type: "button",
    className: `launcher ${position}`,
    onclick: onToggle,
  });
  launcher.append(icon(), badge);
  // First, so that the keyboard goes from it into the panel.
  if (mode === "button") root.append(launcher);
  root.append(panel);

  const parent = () =>
    (typeof target === "string" ? document.querySelector(target) : target) ?? document.body;
  const attach = () => {
    if (!host.isConnected) parent().append(host);
  };
  attach();
  // Some pages put another body in the place of theirs when they go on to the next.
  const watch = new MutationObserver(attach);
  if (mode !== "inline") watch.observe(document.documentElement, { childList: true });

  let said = wordsFor("en");
  let unread = 0;
  let covered: "loading" | "late" | "none" = "loading";
  const write = () => {
    const { open, close, chat, unread: unreadWord, loading, late, apart: apartWord } = said;
    const label = panel.open ? close : open;
    launcher.ariaLabel = unread > 0 ? `${label} (${unread} ${unreadWord})` : label;
    launcher.ariaExpanded = String(panel.open);
    panel.ariaLabel = frame.title = chat;
    cross.ariaLabel = close;
    words.textContent = covered === "late" ? late : loading;
    apart.textContent = apartWord;
    apart.hidden = covered !== "late";
    note.hidden = covered === "none";
    badge.textContent = unread > 99 ? "99+" : String(unread);
    badge.hidden = unread === 0;
  };
  write();

  return {
    frame,
    load: (url) => {
      attach();
      if (!frame.src) frame.src = url;
    },
    isShown: () => panel.open,
    show: (isOpen) => {
      if (isOpen === panel.open) return;
      const hadFocus = root.activeElement !== null;
      if (!isOpen) panel.close();
      else if (mode === "modal") panel.showModal();
      else panel.show();
      if (isOpen && mode !== "inline") frame.focus();
      if (!isOpen && hadFocus) launcher.focus();
      write();
    },
    cover: (kind) => {
      covered = kind;
      write();
    },
    count: (next) => {
      unread = next;
      write();
    },
    speak: (locale) => {
      said = wordsFor(locale);
      write();
    },
    dress: (theme) => {
      host.dataset.theme = theme;
    },
    tint: (accent) => {
      host.style.setProperty("--parley-accent", accent ?? "");
    },
    remove: () => {
      watch.disconnect();
      host.remove();
    },
  };
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}

function icon(): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", ICON);
  shape.setAttribute("fill", "currentColor");
  svg.append(shape);
  return svg;
}
