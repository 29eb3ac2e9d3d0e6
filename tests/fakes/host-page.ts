import { vi } from "vitest";

/** What the widget uses of an element, with the rules of dialogs. */
export class FakeElement extends EventTarget {
  readonly tagName: string;
  readonly children: FakeElement[] = [];
  readonly dataset: Record<string, string> = {};
  readonly style = { setProperty: () => undefined };
  parent: FakeElement | undefined;
  src = "";
  open = false;
  isModal = false;
  role: string | undefined;
  onclick: (() => void) | undefined;
  /** How often a frame was put into the page with an address. */
  loads = 0;
  contentWindow: { postMessage: (said: unknown, to: string, ports: MessagePort[]) => void };
  readonly welcomed: MessagePort[] = [];

  constructor(tagName: string) {
    super();
    this.tagName = tagName;
    this.contentWindow = { postMessage: (_, __, ports) => this.welcomed.push(...ports) };
  }

  get isConnected(): boolean {
    return this.parent?.isConnected ?? this.tagName === "html";
  }

  append(...added: FakeElement[]): void {
    for (const each of added) {
      each.remove();
      each.parent = this;
      this.children.push(each);
    }
    for (const each of added) each.cameIn();
  }

  prepend(...added: FakeElement[]): void {
    this.append(...added);
  }

  remove(): void {
    const siblings = this.parent?.children;
    siblings?.splice(siblings.indexOf(this), 1);
    this.parent = undefined;
    this.wentOut();
  }

  find(tagName: string): FakeElement | undefined {
    if (this.tagName === tagName) return this;
    for (const each of this.children) {
      const found = each.find(tagName);
      if (found) return found;
    }
    return undefined;
  }

  show(): void {
    if (this.isModal) throw new Error("InvalidStateError");
    this.open = true;
  }

  showModal(): void {
    if (this.open || !this.isConnected) throw new Error("InvalidStateError");
    this.open = this.isModal = true;
  }

  close(): void {
    this.open = this.isModal = false;
  }

  attachShadow(): FakeElement {
    const root = new FakeElement("#shadow");
    this.append(root);
    return root;
  }

  get activeElement(): null {
    return null;
  }

  focus(): void {}

  setAttribute(): void {}

  private cameIn(): void {
    if (this.tagName === "iframe" && this.src && this.isConnected) this.loads += 1;
    for (const each of this.children) each.cameIn();
  }

  private wentOut(): void {
    this.isModal = false;
    for (const each of this.children) each.wentOut();
  }
}

export type HostPage = {
  readonly body: FakeElement;
  /** Empties the body, as `innerHTML = ""` does; `isSeen`: who watches is told. */
  empty(isSeen?: boolean): void;
  /** What came to the page's console as an error of its own. */
  readonly reported: unknown[];
  /** The frame of the widget says by its window, as Parley's origin. */
  greetFrom(frame: FakeElement, data: unknown, origin: string): void;
};

/** A page for the widget to be in. `vi.unstubAllGlobals` takes it away. */
export function stubHostPage(elements: Record<string, FakeElement> = {}): HostPage {
  const html = new FakeElement("html");
  const body = new FakeElement("body");
  html.append(body);
  const page = new EventTarget();
  const reported: unknown[] = [];
  const watchers = new Map<FakeElement, () => void>();
  for (const each of Object.values(elements)) body.append(each);
  vi.stubGlobal("document", {
    body,
    readyState: "complete",
    documentElement: Object.assign(html, { lang: "en" }),
    createElement: (name: string) => new FakeElement(name),
    createElementNS: (_: string, name: string) => new FakeElement(name),
    querySelector: (selector: string) => elements[selector] ?? null,
  });
  vi.stubGlobal("location", { origin: "https://dapp.test" });
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  vi.stubGlobal("reportError", (error: unknown) => reported.push(error));
  vi.stubGlobal(
    "CSSStyleSheet",
    class {
      replaceSync(): void {}
    },
  );
  vi.stubGlobal(
    "MutationObserver",
    class {
      readonly #seen: () => void;
      constructor(seen: () => void) {
        this.#seen = seen;
      }
      observe(element: FakeElement): void {
        watchers.set(element, this.#seen);
      }
      disconnect(): void {
        watchers.clear();
      }
    },
  );
  return {
    body,
    reported,
    empty: (isSeen = true) => {
      for (const each of [...body.children]) each.remove();
      if (isSeen) watchers.get(body)?.();
    },
    greetFrom: (frame, data, origin) =>
      page.dispatchEvent(
        Object.assign(new Event("message"), { data, source: frame.contentWindow, origin }),
      ),
  };
}
