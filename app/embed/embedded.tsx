"use client";

import { type ReactNode, useEffect, useState } from "react";
import { type EmbeddedParley, meetAndCreate, takeOverAndCreate } from "@/app/wiring-embed.ts";
import { EmbeddedGate } from "@/components/embed/embedded-gate.tsx";
import { isFramed, ownPath } from "@/components/place/embedded.ts";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyProvider } from "@/lib/react/parley-provider.tsx";

type EmbeddedProps = { config: PublicConfig; host: string; children: ReactNode };

let ofThisPage: Promise<EmbeddedParley> | undefined;

/** Nothing is shown before the page around it, or the frame that opened it, has answered as who it should be. */
export function Embedded({ config, host, children }: EmbeddedProps) {
  const [met, setMet] = useState<EmbeddedParley>();
  useEffect(() => {
    ofThisPage ??= meet(config, host);
    void ofThisPage.then(setMet);
  }, [config, host]);
  if (!met) return null;
  return (
    <ParleyProvider services={met.parley}>
      <EmbeddedGate {...met} network={config.xmtp} />
      {children}
    </ParleyProvider>
  );
}

function meet(config: PublicConfig, host: string): Promise<EmbeddedParley> {
  if (isFramed()) return meetAndCreate(config, host);
  // Some pages part the windows that their frames open from those frames: this is Parley itself then.
  if (!window.opener) location.replace(ownPath(location.pathname));
  return window.opener ? takeOverAndCreate(config, host) : new Promise(() => undefined);
}
