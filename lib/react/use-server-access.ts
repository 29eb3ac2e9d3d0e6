"use client";

import { useStore } from "zustand";
import type { ServerAccess, ServerAccessState } from "@/lib/server-session/flow/server-access.ts";
import { useParley } from "./parley-context.ts";

export type ServerAccessBinding = { state: ServerAccessState } & Pick<
  ServerAccess,
  "open" | "close" | "look"
>;

/** Whether the app's own server knows who asks. `open` asks nobody to sign. */
export function useServerAccess(): ServerAccessBinding {
  const { server } = useParley();
  const { open, close, look } = server;
  return { state: useStore(server.store), open, close, look };
}
