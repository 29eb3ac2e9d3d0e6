import { useEffect, useState } from "react";
import { toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Calls } from "@/lib/react/use-calls.ts";
import { useAppSettings } from "@/lib/react/use-preferences.ts";

type Trial = { stream?: MediaStream; problem?: ErrorCode };

const NOTHING: Trial = {};

/** Microphone and camera as a call would take them; they are on only as long as this is. */
export function useTrial(
  calls: Calls | undefined,
  isOn: boolean,
): Trial & { tryAgain: () => void } {
  const { microphone, camera } = useAppSettings();
  const [trial, setTrial] = useState(NOTHING);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another trial
  useEffect(() => {
    if (!calls || !isOn) return;
    let isOver = false;
    let taken: MediaStream | undefined;
    const stop = () => {
      for (const track of taken?.getTracks() ?? []) track.stop();
    };
    calls.devices.open("video", { microphone, camera }).then(
      ({ stream, cameraProblem: problem }) => {
        taken = stream;
        if (isOver) return stop();
        setTrial({ stream, ...(problem && { problem }) });
      },
      (error: unknown) => {
        if (!isOver) setTrial({ problem: toParleyError(error).code });
      },
    );
    return () => {
      isOver = true;
      stop();
      setTrial(NOTHING);
    };
  }, [calls, isOn, microphone, camera, tries]);
  return { ...trial, tryAgain: () => setTries(tries + 1) };
}
