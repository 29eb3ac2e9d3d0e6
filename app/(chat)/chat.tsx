"use client";

import { type ReactNode, useState } from "react";
import { createParley } from "@/app/wiring.ts";
import type { Parley } from "@/app/wiring-parley.ts";
import { Landing } from "@/components/landing/landing.tsx";
import { ChatGate } from "@/components/shell/chat-gate.tsx";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyProvider } from "@/lib/react/parley-provider.tsx";

type ChatProps = { config: PublicConfig; isReturning: boolean; children: ReactNode };

let ofThisPage: Parley | undefined;

/**
 * The page's Parley, begun while React still hydrates: what this device kept of the inbox is read
 * in that time. The stores give their first state to the hydration, whatever they know by then.
 */
function parleyOf(config: PublicConfig): Parley {
  if (typeof window === "undefined") return createParley(config);
  ofThisPage ??= createParley(config);
  ofThisPage.start();
  return ofThisPage;
}

/** Makes the page's Parley once, and everything that shows it. */
export function Chat({ config, isReturning, children }: ChatProps) {
  const [services] = useState(() => parleyOf(config));
  return (
    <ParleyProvider services={services}>
      <ChatGate network={config.xmtp} isReturning={isReturning} landing={Landing} />
      {children}
    </ParleyProvider>
  );
}
