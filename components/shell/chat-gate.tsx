"use client";

import { useEffect } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import type { SessionState } from "@/lib/identity/core/session.ts";
import { useSession } from "@/lib/react/use-session.ts";
import { Landing } from "../landing/landing.tsx";
import type { Network } from "../line/path.ts";
import { usePlace } from "../place/use-place.ts";
import { chunk, useChunk } from "../ui/chunk.ts";
import { hasSessionScreen, SessionScreen } from "../wallet/session-screen.tsx";
import { useSignIn } from "../wallet/use-sign-in.tsx";
import { MessengerSkeleton } from "./messenger-skeleton.tsx";
import { rememberScreen } from "./returning.ts";
import { screenOf } from "./screen.ts";
import { addressIn } from "./thread-target.ts";

/** A chunk of its own: who only looks at the landing page does not pay for the messenger. */
const messenger = chunk(async () => (await import("./signed-in.tsx")).SignedIn);

type ChatGateProps = {
  network: Network;
  /** Whether somebody was signed in on this device the last time. */
  isReturning: boolean;
};

/** Decides what is seen: the landing page, the messenger, or why there is neither. */
export function ChatGate({ network, isReturning }: ChatGateProps) {
  const { state } = useSession();
  const screen = screenOf(state);
  const SignedIn = useChunk(messenger);
  useEffect(() => rememberScreen(screen), [screen]);
  const self = screen === "messenger" ? accountOf(state) : undefined;
  // While React hydrates, not after: the chunk is fetched once, however often this is rendered.
  if ((isReturning || self) && typeof window !== "undefined") messenger.load();
  if (self) return SignedIn ? <SignedIn network={network} self={self} /> : <MessengerSkeleton />;
  if (hasSessionScreen(state)) return <SessionScreen state={state} />;
  if (screen === "starting" && isReturning) return <MessengerSkeleton />;
  return <Entrance network={network} isStarting={screen === "starting"} />;
}

/** Whose inbox it is, while there is one. */
function accountOf(state: SessionState): Address | undefined {
  if (state.kind === "restoring" || state.kind === "ready") return state.address;
  return state.kind === "failed" && state.failed.step === "restoring"
    ? state.failed.address
    : undefined;
}

function Entrance({ network, isStarting }: { network: Network; isStarting: boolean }) {
  const place = usePlace();
  const signIn = useSignIn();
  const waitingFor = place.kind === "thread" ? addressIn(place.params.address) : undefined;
  return (
    <>
      <Landing
        env={network.env}
        {...(waitingFor && { waitingFor })}
        isReady={!isStarting}
        isBusy={signIn.isBusy}
        onSignIn={signIn.start}
        onIntent={() => {
          signIn.prepare();
          messenger.load();
        }}
      />
      {signIn.dialog}
    </>
  );
}
