/** @import { LiveEvents } from "../live-events.ts" */

/**
 * @typedef {{ [Name in keyof LiveEvents]: (data: LiveEvents[Name]) => void } & {
 *   connected: () => void, lost: () => void }} FeedListeners
 */

const NAMES = /** @type {const} */ (["status", "calls", "streams", "cleared", "missed"]);

/**
 * Listens to the stack for as long as the page is there; a connection that is lost is made again by
 * the browser.
 *
 * @param {FeedListeners} listeners
 */
export function follow(listeners) {
  const source = new EventSource("/inspect/events");
  source.addEventListener("open", () => listeners.connected());
  source.addEventListener("error", () => listeners.lost());
  for (const name of NAMES) {
    source.addEventListener(name, ({ data }) => {
      /** @type {(data: never) => void} */ (listeners[name])(
        /** @type {never} */ (JSON.parse(data)),
      );
    });
  }
}
