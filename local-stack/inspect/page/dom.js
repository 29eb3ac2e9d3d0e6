/**
 * An element with properties and children. Text is set as text: nothing of it is ever markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{ class?: string, [attribute: string]: unknown }} [properties] attributes; `on…` listens,
 *   `false` and `undefined` leave an attribute out.
 * @param {...(Node | string | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== undefined && child !== false) element.append(child);
  return element;
}

const ID = /((?:0x)?[0-9a-f]{16,})/;

/** A sentence whose ids and addresses look like the data that they are. @param {string} text */
export function withIds(text) {
  // What is split off by the group is every second part.
  return text.split(ID).map((part, at) => (at % 2 ? make("span", { class: "id" }, part) : part));
}

/**
 * Puts a new drawing in the place of the old one. What had the focus has it again, and what is being
 * pressed is left alone until the next time.
 *
 * @param {HTMLElement} place
 * @param {HTMLElement} drawing
 */
export function redraw(place, drawing) {
  if (place.querySelector("button:active")) return;
  const { scrollTop } = place;
  const at = focusable(place).findIndex((element) => element.matches(":focus"));
  place.replaceChildren(drawing);
  place.scrollTop = scrollTop;
  focusable(place)[at]?.focus();
}

/** @param {HTMLElement} place @returns {HTMLElement[]} */
function focusable(place) {
  return [...place.querySelectorAll("button, [tabindex]")].filter(
    (element) => element instanceof HTMLElement,
  );
}

/**
 * The element of the page with that id.
 *
 * @template {HTMLElement} Wanted
 * @param {string} id
 * @param {new () => Wanted} type
 * @returns {Wanted}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${id}.`);
  return found;
}
