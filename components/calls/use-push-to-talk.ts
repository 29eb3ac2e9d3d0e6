import { useEffect } from "react";
import type { Calls } from "@/lib/react/use-calls.ts";
import { useAppSettings } from "@/lib/react/use-preferences.ts";

/** Tells when the key to talk is held: where one writes it is a letter, and elsewhere it is not heard of. */
export function usePushToTalk(calls: Calls): void {
  const { pushToTalkKey: code } = useAppSettings();
  useEffect(() => {
    if (code === "") return;
    const ending = new AbortController();
    const { signal } = ending;
    const down = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.altKey || event.metaKey;
      if (event.code !== code || hasModifier || isWriting(event.target)) return;
      event.preventDefault();
      if (!event.repeat) void calls.hold(true);
    };
    const up = (event: KeyboardEvent) => {
      if (event.code === code) void calls.hold(false);
    };
    window.addEventListener("keydown", down, { signal });
    window.addEventListener("keyup", up, { signal });
    // A key that is let go elsewhere is not heard of here.
    window.addEventListener("blur", () => void calls.hold(false), { signal });
    return () => ending.abort();
  }, [calls, code]);
}

/** A switch takes no letters. */
const WRITTEN_IN = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select";

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(WRITTEN_IN));
}
