import type { Person } from "@/lib/react/use-wishes.ts";

/** Who pauses for so long is not in the middle of a sentence. */
export const PAUSE_MS = 3_000;
const LOOK_AGAIN_MS = 100;
/** Also what is taken by somebody below. */
const WATCHED = { capture: true, passive: true };

/** What is used of the panel's window. */
type PanelWindow = Pick<
  Window,
  "addEventListener" | "removeEventListener" | "innerWidth" | "innerHeight"
> & {
  document: Pick<Document, "hasFocus" | "querySelector" | "visibilityState">;
  navigator: { userActivation?: Pick<UserActivation, "isActive"> };
};

/** What the person at this window does, by their keys and by the dialogs that wait for them. */
export function personAt(panel: PanelWindow = window): Person {
  const { document, navigator } = panel;
  // Before anybody watched: what browsers know of a press or a key of just now.
  let wroteAtMs =
    navigator.userActivation?.isActive && document.querySelector("textarea:focus, input:focus")
      ? performance.now()
      : Number.NEGATIVE_INFINITY;
  const note = () => {
    wroteAtMs = performance.now();
  };
  return {
    isBusy: () => {
      const isWriting = document.hasFocus() && performance.now() - wroteAtMs < PAUSE_MS;
      return isWriting || document.querySelector("dialog:modal") !== null;
    },
    // A panel that its page put away has no size.
    isLooking: () =>
      document.visibilityState === "visible" && panel.innerWidth > 0 && panel.innerHeight > 0,
    watch: () => {
      for (const kind of ["keydown", "input"]) panel.addEventListener(kind, note, WATCHED);
      return () => {
        for (const kind of ["keydown", "input"]) panel.removeEventListener(kind, note, WATCHED);
      };
    },
    nowAndThen: (look) => {
      const looking = setInterval(look, LOOK_AGAIN_MS);
      return () => clearInterval(looking);
    },
  };
}
