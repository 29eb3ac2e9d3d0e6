import type { Unsubscribe } from "../ports.ts";

/**
 * How long it has to have been seen whole before presses count: nobody presses what just appeared, and as
 * long as this Chromium itself drops presses on a frame that is so watched and has just moved.
 */
export const SETTLED_MS = 500;
/** The least that browsers allow between two looks (Intersection Observer v2). */
const LOOK_EVERY_MS = 100;

type Sight = { isVisible?: boolean };
type VisibilityOptions = IntersectionObserverInit & { trackVisibility: boolean; delay: number };

/**
 * Tells whether something of the page around this frame may lie over it, fades it, or hid it a moment
 * ago (Intersection Observer v2, which sees across origins). Where browsers can't tell, tells nothing.
 */
export function watchCover(
  tell: (isCovered: boolean) => void,
  Observer: typeof IntersectionObserver = IntersectionObserver,
): Unsubscribe {
  if (!("isVisible" in IntersectionObserverEntry.prototype)) return () => undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const options: VisibilityOptions = { trackVisibility: true, delay: LOOK_EVERY_MS };
  const observer = new Observer((sights) => {
    const { isVisible } = sights.at(-1) as Sight;
    clearTimeout(settling);
    if (isVisible) settling = setTimeout(() => tell(false), SETTLED_MS);
    else tell(true);
  }, options);
  let looked: Element | undefined;
  const look = () => {
    // Our own dialogs lie over the rest of the frame: then they are what has to be seen.
    const next = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.documentElement;
    if (next === looked) return;
    looked = next;
    observer.disconnect();
    observer.observe(next);
  };
  const dialogs = new MutationObserver(look);
  const where = { attributeFilter: ["open"], childList: true, subtree: true };
  tell(true);
  look();
  dialogs.observe(document.documentElement, where);
  return () => {
    clearTimeout(settling);
    dialogs.disconnect();
    observer.disconnect();
  };
}
