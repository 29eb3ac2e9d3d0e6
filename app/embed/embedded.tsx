"use client";

import { type ReactNode, useEffect, useState } from "react";
import { type EmbeddedParley, meetAndCreate } from "@/app/wiring-embed.ts";
import { EmbeddedGate } from "@/components/embed/embedded-gate.tsx";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyProvider } from "@/lib/react/parley-provider.tsx";

type EmbeddedProps = { config: PublicConfig; host: string; children: ReactNode };

let ofThisFrame: Promise<EmbeddedParley> | undefined;

/** The frame's Parley. Nothing is shown before the page around it has answered as who it should be. */
export function Embedded({ config, host, children }: EmbeddedProps) {
  const [met, setMet] = useState<EmbeddedParley>();
  useEffect(() => {
    ofThisFrame ??= meetAndCreate(config, host);
    void ofThisFrame.then(setMet);
  }, [config, host]);
  if (!met) return null;
  return (
    <ParleyProvider services={met.parley}>
      <EmbeddedGate embedding={met.embedding} network={config.xmtp} />
      {children}
    </ParleyProvider>
  );
}
