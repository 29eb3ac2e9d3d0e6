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
const CHILDREN = { childList: true };

export type View = {
  readonly frame: HTMLIFrameElement;
  /** Loads the frame, anew where it was loaded before. */
  load(url: string): void;
  /** Not for an inline panel, which is always shown. */
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
  const className = `panel ${mode} ${position}`;
  const dialog = mode === "inline" ? undefined : make("dialog", { className });
  const panel = dialog ?? make("section", { className });
  note.append(words, apart, ...(dialog ? [cross] : []));
  panel.append(frame, note);
  dialog?.addEventListener("cancel", (event) => {
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

  const isShown = () => dialog?.open ?? true;
  const raise = () => (mode === "modal" ? dialog?.showModal() : dialog?.show());
  const find = () => (typeof target === "string" ? document.querySelector(target) : target);
  const attach = () => {
    if (host.isConnected) return;
    const parent = dialog || !target ? document.body : find();
    if (!parent) throw new Error(`Parley: no ${target}`);
    parent.append(host);
    if (!dialog) return;
    watch.observe(parent, CHILDREN);
    if (mode !== "modal" || !dialog.open) return;
    // It is not over the page any more, once it was out of it.
    dialog.close();
    raise();
  };
  // Some pages put another body in the place of theirs when they go on to the next, or empty it.
  const watch = new MutationObserver(attach);
  if (dialog) watch.observe(document.documentElement, CHILDREN);
  attach();

  let said = wordsFor("en");
  let unread = 0;
  let covered: "loading" | "late" | "none" = "loading";
  const write = () => {
    const label = isShown() ? said.close : said.open;
    launcher.ariaLabel = unread > 0 ? `${label} (${unread} ${said.unread})` : label;
    launcher.ariaExpanded = String(isShown());
    panel.ariaLabel = frame.title = said.chat;
    cross.ariaLabel = said.close;
    words.textContent = covered === "late" ? said.late : said.loading;
    apart.textContent = said.apart;
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
      covered = "loading";
      // Put in anew, and not led on: that would be a step in the page's history.
      frame.remove();
      frame.src = url;
      panel.prepend(frame);
      write();
    },
    isShown,
    show: (isOpen) => {
      attach();
      const hadFocus = root.activeElement !== null;
      if (isOpen) {
        raise();
        frame.focus();
      } else {
        dialog?.close();
        if (hadFocus) launcher.focus();
      }
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
  svg.ariaHidden = "true";
  shape.setAttribute("d", ICON);
  shape.setAttribute("fill", "currentColor");
  svg.append(shape);
  return svg;
}
