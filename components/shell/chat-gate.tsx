"use client";

import { type ReactNode, useEffect } from "react";
import { shownAccount } from "@/lib/identity/core/shown-account.ts";
import { useAccounts } from "@/lib/react/use-accounts.ts";
import { useIsTemporary, useSession } from "@/lib/react/use-session.ts";
import type { LandingProps } from "../landing/landing.tsx";
import type { Network } from "../line/path.ts";
import { usePlace } from "../place/use-place.ts";
import { chunk, useChunk } from "../ui/chunk.ts";
import { isStandstill } from "../wallet/standstill.ts";
import { type SignIn, useSignIn } from "../wallet/use-sign-in.tsx";
import { MessengerSkeleton } from "./messenger-skeleton.tsx";
import { rememberScreen } from "./returning.ts";
import { screenOf } from "./screen.ts";
import { addressIn } from "./thread-target.ts";
import { useForeignPath } from "./use-foreign-path.ts";

/** A chunk of its own: who only looks at the landing page does not pay for the messenger. */
const messenger = chunk(async () => {
  const [{ SignedIn }, { SessionScreen }] = await Promise.all([
    import("./signed-in.tsx"),
    import("../wallet/session-screen.tsx"),
  ]);
  return { SignedIn, SessionScreen };
});

type ChatGateProps = {
  network: Network;
  /** Whether somebody was signed in on this device the last time. */
  isReturning: boolean;
  /** What one sees who is not signed in. */
  landing: (props: LandingProps) => ReactNode;
};

/**
 * Decides what is seen: the landing page, the messenger, or why there is neither; and over the
 * first two, the way in.
 */
export function ChatGate(props: ChatGateProps) {
  const signIn = useSignIn();
  return (
    <>
      <Screen {...props} signIn={signIn} />
      {signIn.dialog}
    </>
  );
}

function Screen({ network, isReturning, landing, signIn }: ChatGateProps & { signIn: SignIn }) {
  const { state } = useSession();
  const [current] = useAccounts();
  const screen = screenOf(state, current);
  const shown = shownAccount(state, current);
  const path = useForeignPath(shown, state.kind === "signed-out");
  const screens = useChunk(messenger);
  const isStill = isStandstill(state);
  const isTemporary = useIsTemporary();
  // Nothing of a temporary session is there the next time.
  useEffect(() => rememberScreen(isTemporary ? "landing" : screen), [screen, isTemporary]);
  // While React hydrates, not after: the chunk is fetched once, however often this is rendered.
  if ((isReturning || shown || isStill) && typeof window !== "undefined") messenger.load();
  if (shown) {
    return screens ? (
      <screens.SignedIn
        network={network}
        self={shown.address}
        isSwitched={path.isSwitched}
        ignoresPath={path.isForeign}
        onAddWallet={signIn.start}
      />
    ) : (
      <MessengerSkeleton />
    );
  }
  if (isStill) return screens ? <screens.SessionScreen state={state} /> : null;
  if (screen === "starting" && isReturning) return <MessengerSkeleton />;
  return (
    <Entrance
      landing={landing}
      network={network}
      isStarting={screen === "starting"}
      ignoresPath={path.isForeign}
      signIn={signIn}
    />
  );
}

type EntranceProps = Pick<ChatGateProps, "landing"> & {
  network: Network;
  isStarting: boolean;
  ignoresPath: boolean;
  signIn: SignIn;
};

function Entrance({ landing: Landing, network, isStarting, ignoresPath, signIn }: EntranceProps) {
  const place = usePlace();
  const isLink = place.kind === "thread" && !ignoresPath;
  const waitingFor = isLink ? addressIn(place.params.address) : undefined;
  return (
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
  );
}
