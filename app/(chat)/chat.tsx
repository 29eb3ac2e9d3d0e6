"use client";

import { type ReactNode, useState } from "react";
import { createParley } from "@/app/wiring.ts";
import { ChatGate } from "@/components/shell/chat-gate.tsx";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyProvider } from "@/lib/react/parley-provider.tsx";

type ChatProps = { config: PublicConfig; isReturning: boolean; children: ReactNode };

/** Makes the page's Parley once, and everything that shows it. */
export function Chat({ config, isReturning, children }: ChatProps) {
  const [services] = useState(() => createParley(config));
  return (
    <ParleyProvider services={services}>
      <ChatGate network={config.xmtp} isReturning={isReturning} />
      {children}
    </ParleyProvider>
  );
}
