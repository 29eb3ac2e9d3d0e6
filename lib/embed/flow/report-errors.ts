import type { Calls } from "@/lib/calls/flow/calls-ports.ts";
import type { Session } from "@/lib/identity/flow/session.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import { errorEvent, NO_ERRORS, stepHostErrors } from "../core/host-errors.ts";
import { REFUSED_BY_PERSON } from "../core/protocol.ts";
import type { Unsubscribe } from "../ports.ts";
import type { Embedding } from "./embedding.ts";

export type ErrorSources = {
  session: Pick<Session, "store">;
  messaging: Pick<Messaging, "store">;
};

type ErrorReport = {
  /** Calls have loaded: what goes wrong with them is told as well. */
  follow(calls: Pick<Calls, "store">): void;
  end: Unsubscribe;
};

/** Tells the page around the frame what went wrong, from now on, and of a sign-in that began before. */
export function reportErrors(
  { store, tell, onSaid }: Pick<Embedding, "store" | "tell" | "onSaid">,
  { session, messaging }: ErrorSources,
): ErrorReport {
  const endings = new Set<Unsubscribe>();
  let errors = NO_ERRORS;
  let signInCount = 0;
  let calls: Pick<Calls, "store"> | undefined;

  function look(): void {
    const state = session.store.getState();
    const { call, problem } = calls?.store.getState() ?? {};
    const [next, events] = stepHostErrors(errors, {
      connection: messaging.store.getState().connection.kind,
      ...(state.kind === "failed" && { signIn: state.error.code }),
      ...(call && { call }),
      ...(problem && { problem }),
    });
    errors = next;
    for (const event of events) tell(event);
  }

  function lookAtSignIn(): void {
    const { signInCount: now = 0, hasWallet } = store.getState();
    if (now > signInCount && !hasWallet) tell(errorEvent("wallet-missing"));
    signInCount = now;
  }

  endings.add(
    onSaid((said) => {
      if (said.kind === "refusal" && said.code === REFUSED_BY_PERSON)
        tell(errorEvent("wallet-refused"));
    }),
  );
  endings.add(store.subscribe(lookAtSignIn));
  endings.add(session.store.subscribe(look));
  endings.add(messaging.store.subscribe(look));
  lookAtSignIn();
  look();
  return {
    follow: (loaded) => {
      calls = loaded;
      endings.add(loaded.store.subscribe(look));
      look();
    },
    end: () => {
      for (const end of endings) end();
    },
  };
}
