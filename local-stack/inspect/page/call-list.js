/** @import { SeenCall } from "../core/seen-call.ts" */
import { make } from "./dom.js";
import { contentInShort, durationOf, sizeOf, timeOf, toneOf, topicsInShort } from "./words.js";

/** Rows drawn above and below what is visible, so that scrolling shows no holes. */
const MARGIN_ROWS = 12;
const PAGE_ROWS = 15;
/** A latency that fills its bar: the scale is logarithmic. */
const FULL_BAR_MS = 10_000;
/** Less would be a dot. */
const LEAST_BAR_MS = 5;

/**
 * The list of calls: a grid of which only the visible rows are in the document. Arrow keys move the
 * selection; it stays where it is when more arrives, and follows the end while the end is seen.
 */
export class CallList {
  /** @type {readonly SeenCall[]} */
  #events = [];
  /** @type {Map<number, { event: SeenCall, element: HTMLElement }>} */
  #drawn = new Map();
  /** @type {number | undefined} */
  #selectedId;
  #body = make("div", { class: "rows", role: "rowgroup" });
  #grid = make(
    "div",
    { id: "grid", role: "grid", tabindex: 0, "aria-label": "Calls", "aria-describedby": "keys" },
    headRow(),
    this.#body,
  );
  #onSelect;

  /** @param {(event: SeenCall | undefined, how: "moved" | "opened") => void} onSelect */
  constructor(onSelect) {
    this.#onSelect = onSelect;
    const grid = this.#grid;
    grid.addEventListener("scroll", () => this.#draw(), { passive: true });
    grid.addEventListener("keydown", (event) => this.#onKey(event));
    this.#body.addEventListener("click", ({ target }) => {
      const row = target instanceof Element ? target.closest("[data-id]") : null;
      if (row instanceof HTMLElement) this.#select(Number(row.dataset.id), "opened");
    });
    new ResizeObserver(() => this.#draw()).observe(grid);
  }

  /** What goes into the page, scrolls and has the focus. */
  get grid() {
    return this.#grid;
  }

  /** @param {readonly SeenCall[]} events */
  show(events) {
    const wasAtEnd = this.#isAtEnd();
    this.#events = events;
    this.#body.style.height = `${events.length * this.#rowHeight()}px`;
    this.#grid.setAttribute("aria-rowcount", String(events.length + 1));
    if (wasAtEnd) this.#grid.scrollTop = this.#grid.scrollHeight;
    this.#draw();
  }

  /** @param {number} id @param {"moved" | "opened"} how */
  #select(id, how) {
    this.#selectedId = id;
    this.#draw();
    this.#onSelect(this.#events[this.#selectedAt()], how);
  }

  #selectedAt() {
    return this.#events.findIndex(({ id }) => id === this.#selectedId);
  }

  #rowHeight() {
    return Number.parseFloat(getComputedStyle(this.#grid).getPropertyValue("--row")) || 26;
  }

  #isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.#grid;
    return scrollTop + clientHeight >= scrollHeight - this.#rowHeight();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.#events.length - 1;
    const at = this.#selectedAt();
    const from = at < 0 ? last + 1 : at;
    const to = {
      ArrowDown: at < 0 ? 0 : at + 1,
      j: at < 0 ? 0 : at + 1,
      ArrowUp: from - 1,
      k: from - 1,
      PageDown: from + PAGE_ROWS,
      PageUp: from - PAGE_ROWS,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined && last >= 0) {
      event.preventDefault();
      this.#moveTo(Math.min(last, Math.max(0, to)));
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      this.#onSelect(this.#events[at], "opened");
    }
  }

  /** @param {number} at */
  #moveTo(at) {
    const row = this.#rowHeight();
    const head = this.#grid.clientHeight - this.#viewHeight();
    const top = at * row;
    if (top < this.#grid.scrollTop) this.#grid.scrollTop = top;
    else if (top + row + head > this.#grid.scrollTop + this.#grid.clientHeight) {
      this.#grid.scrollTop = top + row + head - this.#grid.clientHeight;
    }
    const event = this.#events[at];
    if (event) this.#select(event.id, "moved");
  }

  /** The grid without its head, which stays. */
  #viewHeight() {
    return this.#grid.clientHeight - this.#body.offsetTop;
  }

  #draw() {
    const row = this.#rowHeight();
    const first = Math.max(0, Math.floor(this.#grid.scrollTop / row) - MARGIN_ROWS);
    const end = Math.ceil((this.#grid.scrollTop + this.#grid.clientHeight) / row) + MARGIN_ROWS;
    const drawn = new Map();
    for (const [offset, event] of this.#events.slice(first, end).entries()) {
      const known = this.#drawn.get(event.id);
      const element = known?.event === event ? known.element : rowOf(event);
      drawn.set(event.id, { event, element });
      this.#place(element, event, first + offset, row);
    }
    this.#drawn = drawn;
    reconcile(
      this.#body,
      [...drawn.values()].map(({ element }) => element),
    );
    if (this.#selectedId !== undefined && drawn.has(this.#selectedId)) {
      this.#grid.setAttribute("aria-activedescendant", `call-${this.#selectedId}`);
    } else this.#grid.removeAttribute("aria-activedescendant");
  }

  /**
   * @param {HTMLElement} element
   * @param {SeenCall} event
   * @param {number} at
   * @param {number} height
   */
  #place(element, event, at, height) {
    element.setAttribute("aria-rowindex", String(at + 2));
    element.setAttribute("aria-selected", String(event.id === this.#selectedId));
    element.style.transform = `translateY(${at * height}px)`;
  }
}

const HEADINGS = [
  ["time", "Began"],
  ["rpc", "RPC"],
  ["code", "Status"],
  ["latency", "Took"],
  ["size", "Request / answer"],
  ["topic", "Topic"],
  ["content", "In the clear"],
];

function headRow() {
  const heads = HEADINGS.map(([name, text = ""]) =>
    make("span", { role: "columnheader", class: `cell ${name}` }, text),
  );
  return make("div", { role: "row", class: "row head", "aria-rowindex": 1 }, ...heads);
}

/** @param {SeenCall} event */
function rowOf(event) {
  return make(
    "div",
    {
      role: "row",
      id: `call-${event.id}`,
      class: "row",
      "data-id": event.id,
      "data-tone": toneOf(event.code),
    },
    cell("time", timeOf(event.beganMs)),
    cell("rpc", event.rpc),
    cell("code", event.code),
    latencyCell(event),
    cell("size", `${sizeOf(event.requestBytes)} / ${sizeOf(event.responseBytes)}`),
    cell("topic", topicsInShort(event.topics)),
    cell("content", contentInShort(event)),
  );
}

/**
 * Makes `wanted` the children, and moves none that stay: what is being pressed has to stay.
 *
 * @param {HTMLElement} parent
 * @param {readonly HTMLElement[]} wanted
 */
function reconcile(parent, wanted) {
  const staying = new Set(wanted);
  for (const child of [...parent.children]) {
    if (child instanceof HTMLElement && !staying.has(child)) child.remove();
  }
  let next = parent.firstElementChild;
  for (const element of wanted) {
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
function cell(name, text) {
  return make("span", { role: "gridcell", class: `cell ${name}` }, text);
}

/** @param {SeenCall} event */
function latencyCell({ latencyMs, delivered }) {
  const element = cell("latency", durationOf(latencyMs));
  // How long a stream was open says nothing of how fast it was.
  if (latencyMs !== null && latencyMs >= LEAST_BAR_MS && delivered === undefined) {
    const share = Math.log10(1 + latencyMs) / Math.log10(1 + FULL_BAR_MS);
    element.style.setProperty("--share", `${Math.min(1, share) * 100}%`);
  }
  return element;
}
