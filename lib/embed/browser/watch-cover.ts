import type { Unsubscribe } from "../ports.ts";

/**
 * How long it has to have been seen whole before presses count: nobody presses what just appeared, and as
 * long as this Chromium itself drops presses on a frame that is so watched and has just moved.
 */
export const SETTLED_MS = 500;
/** How much of what is pressed has to be there, if it is not smaller: a page may cut the frame down to one button. */
const LEAST_PX = { width: 280, height: 320 };
const NEARLY = 0.98;
const STEPS = Array.from({ length: 11 }, (_, step) => step / 10);
/** The least that browsers allow between two looks (Intersection Observer v2). */
const LOOK_EVERY_MS = 100;

type Sight = Pick<IntersectionObserverEntry, "boundingClientRect" | "intersectionRect"> & {
  isVisible?: boolean;
};
type VisibilityOptions = IntersectionObserverInit & { trackVisibility: boolean; delay: number };

/**
 * Tells whether something of the page around this frame may lie over it, fades it, cuts it down, or hid it a
 * moment ago (Intersection Observer v2, which sees across origins). Where browsers can't tell, tells nothing.
 */
export function watchCover(
  tell: (isCovered: boolean) => void,
  Observer: typeof IntersectionObserver = IntersectionObserver,
): Unsubscribe {
  if (!("isVisible" in IntersectionObserverEntry.prototype)) return () => undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const options: VisibilityOptions = {
    trackVisibility: true,
    delay: LOOK_EVERY_MS,
    threshold: STEPS,
  };
  const observer = new Observer((sights) => {
    const sight = sights.at(-1) as Sight;
    clearTimeout(settling);
    if (sight.isVisible && isThere(sight)) settling = setTimeout(() => tell(false), SETTLED_MS);
    else tell(true);
  }, options);
  let looked: Element | undefined;
  let opened: Element[] = [];
  const look = () => {
    // Our own dialogs lie over the rest of the frame, the last that was opened over all: that has to be seen.
    const open = [...document.querySelectorAll("dialog:modal")];
    opened = [...new Set([...opened.filter((each) => open.includes(each)), ...open])];
    const next = opened.at(-1) ?? document.documentElement;
    if (next === looked) return;
    // What just appeared was not seen yet.
    if (opened.length > 0) tell(true);
    clearTimeout(settling);
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

function isThere({ boundingClientRect: all, intersectionRect: seen }: Sight): boolean {
  return (["width", "height"] as const).every(
    (side) => seen[side] >= NEARLY * Math.min(all[side], LEAST_PX[side]),
  );
}
