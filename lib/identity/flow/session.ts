import { createStore, type StoreApi } from "zustand/vanilla";
import { toParleyError } from "@/lib/errors/base.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { Address } from "../core/address.ts";
import type { InstallationId } from "../core/ids.ts";
import type { Account, SessionEffect, SessionEvent, SessionState } from "../core/session.ts";
import { advanceSession } from "../core/session-machine.ts";
import type { Unsubscribe } from "../ports.ts";
import { type Accounts, createAccounts } from "./accounts.ts";
import { connectWallet } from "./connect-wallet.ts";
import { closeClient, letGo } from "./let-go.ts";
import { openClient } from "./open-client.ts";
import { register } from "./register.ts";
import type { Held, SessionPorts, SigningSteps, Task } from "./session-ports.ts";
import { signOut } from "./sign-out.ts";
import type { Signing } from "./sign-text.ts";
import { takeOver } from "./take-over.ts";
import { withWallet } from "./with-wallet.ts";

/** Who is signed in on this device, and what a person may do about it. */
export type Session = {
  readonly store: Pick<StoreApi<SessionState>, "getState" | "getInitialState" | "subscribe">;
  /** Everybody who is signed in on this device. */
  readonly accounts: Pick<Accounts, "store" | "nameAs">;
  /** The open client while the state is `ready`. */
  client(): XmtpClient | undefined;
  /**
   * Lends a wallet for one piece of work: the one of the sign-in if it is still connected, else it
   * is connected, and disconnected after. Fails as `Wallets.connect` does.
   */
  withWallet<Result>(
    optionId: string,
    work: (signing: Signing) => Promise<Result>,
  ): Promise<Result>;
  /** Reads who is remembered and begins. Ends, when called, everything that was begun. */
  start(): Unsubscribe;
  /** Asks the network whether this device still belongs to its inbox; the state says if not. */
  checkInstallation(): void;
  /** Somebody is choosing a wallet: the engine loads while they do. `dismiss` gives it up. */
  prepare(): void;
  /** Begins a sign-in; who is signed in already stays so, and is gone back to by `dismiss`. */
  connect(optionId: string): void;
  /** Goes on as another account of this device, with no wallet and no network. */
  switchTo(account: Pick<Account, "inboxId">): void;
  sign(): void;
  /** While the inbox is full: revokes these installations, and goes on with the sign-in. */
  revoke(installationIds: readonly InstallationId[]): void;
  retry(): void;
  dismiss(): void;
  dismissNote(): void;
  /**
   * A wallet that is only looked at shows this account, or none: a note says so of another one than that
   * of the inbox, as long as the wallet of the sign-in has said nothing else.
   */
  noteWallet(seen: { optionId: string; address?: Address }): void;
  useNewAccount(): void;
  /** Where the browser keeps nothing: signs in for as long as this tab is there. */
  startTemporary(): void;
  useHere(): void;
  signOut(options: { erase: boolean }): void;
};

/**
 * Makes a session over its ports. Nothing is touched before `start`.
 *
 * @example
 * const session = createSession(ports);
 * session.store.subscribe((state) => render(state));
 * session.start();
 */
export function createSession(ports: SessionPorts): Session {
  const store = createStore<SessionState>(() => ({ kind: "starting" }));
  const accounts = createAccounts(ports);
  const held: Held = {};
  let visit = new AbortController();
  let clientScope = new AbortController();
  let cleaning: Promise<unknown> = Promise.resolve();

  function send(event: SessionEvent): void {
    const [state, effects] = advanceSession(store.getState(), event);
    if (state !== store.getState()) store.setState(state, true);
    for (const effect of effects) carryOut(effect);
  }

  function carryOut(effect: SessionEffect): void {
    switch (effect.kind) {
      case "connect-wallet":
        perform(visit.signal, (task) => connectWallet(effect.optionId, task));
        break;
      case "take-over":
        perform(visit.signal, takeOver);
        break;
      case "open-client":
        perform(clientScope.signal, (task) => openClient(effect, task));
        break;
      case "request-signature":
        bySigning((steps, task) => steps.requestSignature(effect, task));
        break;
      case "revoke":
        bySigning((steps, task) => steps.revokeInstallations(effect, task));
        break;
      case "register":
        perform(clientScope.signal, register);
        break;
      case "remember":
        accounts.remember(effect.account);
        break;
      case "forget":
        accounts.forget(effect.account);
        break;
      case "forgo-storage":
        held.isTemporary = true;
        break;
      case "recall":
        followMemory({ evenNobody: false });
        break;
      case "close-client":
        endClientScope();
        clean(() => closeClient(held));
        break;
      case "let-go":
        endVisit();
        clean(() => letGo(held, ports, effect));
        break;
      case "sign-out":
        endVisit();
        perform(visit.signal, (task) => signOut(effect, task));
        break;
    }
  }

  /** What is given up leads back to who is signed in on this device. */
  function giveUp(kind: "dismiss" | "handover-requested"): void {
    const back = accounts.current();
    send({ kind, ...(back && { back }) });
  }

  function followMemory({ evenNobody }: { evenNobody: boolean }): void {
    const account = accounts.current();
    if (account || evenNobody) send({ kind: "remembered", ...(account && { account }) });
  }

  /** Begins once all that ended before is closed: two clients on one origin lose data. */
  function perform(
    signal: AbortSignal,
    work: (task: Task) => Promise<SessionEvent | undefined>,
  ): void {
    const report = (event: SessionEvent) => {
      if (!signal.aborted) send(event);
    };
    cleaning
      .then(() => (signal.aborted ? undefined : work({ ports, accounts, held, signal, report })))
      .then(
        (event) => event && report(event),
        (error: unknown) => report({ kind: "failed", error: toParleyError(error) }),
      );
  }

  function bySigning(
    work: (steps: SigningSteps, task: Task) => Promise<SessionEvent | undefined>,
  ): void {
    perform(clientScope.signal, async (task) => {
      const steps = await ports.loadSigning();
      return task.signal.aborted ? undefined : work(steps, task);
    });
  }

  function clean(work: () => Promise<void>): void {
    cleaning = cleaning.then(work).catch(() => undefined);
  }

  function endClientScope(): void {
    clientScope.abort();
    clientScope = new AbortController();
  }

  function endVisit(): void {
    endClientScope();
    visit.abort();
    visit = new AbortController();
  }

  function start(): Unsubscribe {
    const stopListening = ports.lock.onHandoverRequested(() => giveUp("handover-requested"));
    const stopWatching = accounts.start(() => followMemory({ evenNobody: true }));
    const account = accounts.current();
    send({ kind: "started", ...(account && { account }) });
    return () => {
      stopListening();
      stopWatching();
      carryOut({ kind: "let-go" });
      store.setState({ kind: "starting" }, true);
    };
  }

  async function checkInstallation(): Promise<void> {
    const { signal } = clientScope;
    const isInstalled = await held.client?.isInstalled();
    if (isInstalled === false && !signal.aborted) send({ kind: "revoked-here" });
  }

  return {
    store,
    accounts,
    // Who does not answer now is asked again with the next connection.
    checkInstallation: () => void checkInstallation().catch(() => undefined),
    client: () => (store.getState().kind === "ready" ? held.client : undefined),
    withWallet: (optionId, work) => withWallet(optionId, work, { held, ports }),
    start,
    prepare: () => {
      const isIdle = store.getState().kind === "signed-out";
      if (isIdle) held.coolEngine ??= ports.warmEngine({ holdsLock: false });
    },
    connect: (optionId) => send({ kind: "connect", optionId }),
    switchTo: ({ inboxId }) => {
      const account = accounts.find(inboxId);
      if (account) send({ kind: "switch", account });
    },
    sign: () => send({ kind: "sign" }),
    revoke: (installationIds) => send({ kind: "revoke", installationIds }),
    retry: () => send({ kind: "retry" }),
    dismiss: () => giveUp("dismiss"),
    dismissNote: () => send({ kind: "dismiss-note" }),
    noteWallet: (seen) =>
      send({ kind: "wallet-seen", ...seen, ...(held.wallet && { chosen: held.wallet.chosen }) }),
    useNewAccount: () => send({ kind: "use-new-account" }),
    startTemporary: () => send({ kind: "use-temporary" }),
    useHere: () => send({ kind: "use-here" }),
    signOut: ({ erase }) => send({ kind: "sign-out", erase }),
  };
}
