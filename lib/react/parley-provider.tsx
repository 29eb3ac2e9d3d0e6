"use client";

import { type ReactNode, useEffect } from "react";
import { ParleyContext, type ParleyServices } from "./parley-context.ts";

type ParleyProviderProps = { services: ParleyServices; children: ReactNode };

/** Gives everything below it the page's flows, and starts them once the page is in a browser. */
export function ParleyProvider({ services, children }: ParleyProviderProps) {
  useEffect(() => services.start(), [services]);
  return <ParleyContext value={services}>{children}</ParleyContext>;
}
