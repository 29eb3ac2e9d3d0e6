"use client";

import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { ConnectionTest, ConnectionTestState } from "@/lib/calls/flow/test-connection.ts";
import { useParley } from "./parley-context.ts";

const NOTHING = createStore<ConnectionTestState>(() => ({ kind: "idle" }));

/** The test of what calls from this network come to; `run` is there once its code is. */
export function useConnectionTest(): {
  state: ConnectionTestState;
  run: (() => void) | undefined;
} {
  const { loadConnectionTest } = useParley();
  const [test, setTest] = useState<ConnectionTest>();
  useEffect(() => {
    loadConnectionTest().then(setTest, () => undefined);
  }, [loadConnectionTest]);
  const state = useStore(test?.store ?? NOTHING);
  return { state, run: test && (() => void test.run()) };
}
