"use client";

import { useEffect, useState } from "react";
import type { MediaDevice } from "@/lib/calls/core/devices.ts";
import type { Calls } from "./use-calls.ts";

const NONE: readonly MediaDevice[] = [];

/** What is plugged in; asked again with each stream, because a browser names devices once one is used. */
export function useMediaDevices(
  calls: Pick<Calls, "devices"> | undefined,
  stream: MediaStream | undefined,
): readonly MediaDevice[] {
  const [listed, setListed] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another stream there are other names
  useEffect(() => {
    if (!calls) return;
    let isOver = false;
    const look = () => {
      calls.devices.list().then(
        (all) => {
          if (!isOver) setListed(all);
        },
        () => undefined,
      );
    };
    look();
    const stop = calls.devices.onChange(look);
    return () => {
      isOver = true;
      stop();
    };
  }, [calls, stream]);
  return listed;
}
