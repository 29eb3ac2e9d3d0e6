"use client";

import type { ReactNode } from "react";
import { ParleyContext, type ParleyServices } from "./parley-context.ts";

type ParleyProviderProps = { services: ParleyServices; children: ReactNode };

/** Gives everything below it the page's flows. */
export function ParleyProvider({ services, children }: ParleyProviderProps) {
  return <ParleyContext value={services}>{children}</ParleyContext>;
}
