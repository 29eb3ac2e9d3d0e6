import { useEffect } from "react";
import type { Calls } from "@/lib/react/use-calls.ts";
import { useAppSettings } from "@/lib/react/use-preferences.ts";

/** Whoever holds a key to talk is silent from the start of a call, until they hold it. */
export function usePushToTalk(calls: Calls, stream: MediaStream | undefined): void {
  const { pushToTalkKey: code } = useAppSettings();
  useEffect(() => {
    if (!stream || code === "") return;
    const ending = new AbortController();
    const { signal } = ending;
    let isHeld = false;
    const hold = (held: boolean) => {
      if (held === isHeld) return;
      isHeld = held;
      void calls.setMicrophone(held);
    };
    void calls.setMicrophone(false);
    const down = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.altKey || event.metaKey;
      if (event.code !== code || hasModifier || isWriting(event.target)) return;
      event.preventDefault();
      hold(true);
    };
    const up = (event: KeyboardEvent) => {
      if (event.code === code) hold(false);
    };
    window.addEventListener("keydown", down, { signal });
    window.addEventListener("keyup", up, { signal });
    // A key that is let go elsewhere is not heard of here.
    window.addEventListener("blur", () => hold(false), { signal });
    return () => ending.abort();
  }, [calls, stream, code]);
}

/** A switch takes no letters. */
const WRITTEN_IN = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select";

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(WRITTEN_IN));
}
