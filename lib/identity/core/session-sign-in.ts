import type { FailedStep, SessionEvent } from "./session.ts";
import {
  askSignature,
  changeAccount,
  chooseAgain,
  fail,
  followWallet,
  leaveOrStay,
  loseWallet,
  open,
  type SessionStep,
  type StateOf,
  wantedOf,
  welcome,
} from "./session-steps.ts";
import { chainAskedFor, isSignedInVain } from "./signing-chain.ts";

function connectingOf({ optionId, wanted }: StateOf<"connecting">): FailedStep {
  return { step: "connecting", optionId, ...(wanted && { wanted }) };
}

export function whileConnecting(state: StateOf<"connecting">, event: SessionEvent): SessionStep {
  switch (event.kind) {
    case "pairing-uri":
      return [{ ...state, pairingUri: event.uri }, []];
    case "connected": {
      const { wanted = event.address } = state;
      if (event.address === wanted) return open(wanted);
      return changeAccount(wanted, event.address, "switched");
    }
    case "connect":
      return chooseAgain(state, event);
    case "lock-elsewhere":
      return [{ kind: "elsewhere" }, []];
    case "failed":
      return fail(event.error, connectingOf(state));
    default:
      return leaveOrStay(state, event);
  }
}

export function whileOpening(state: StateOf<"opening">, event: SessionEvent): SessionStep {
  const { address } = state;
  switch (event.kind) {
    case "progress":
      return [{ ...state, progress: event.progress }, []];
    case "signature-needed": {
      const { use, isTemporary } = event;
      const notes = { ...(use && { use }), ...(isTemporary && { isTemporary }) };
      const wanted = wantedOf({ ...state, signatureText: event.signatureText });
      return [{ kind: "explaining", ...wanted, ...notes }, []];
    }
    case "contract-told":
      return [{ ...state, contractOn: event.chainId }, []];
    case "installations-full":
      return [{ kind: "full", address, use: event.use }, []];
    case "opened":
      return welcome(event);
    case "failed":
      return fail(event.error, { step: "opening", address });
    default:
      return followWallet(state, state.address, event);
  }
}

export function whileExplaining(state: StateOf<"explaining">, event: SessionEvent): SessionStep {
  switch (event.kind) {
    case "sign":
      return askSignature(state);
    case "contract-told":
      return [{ ...state, contractOn: event.chainId }, []];
    default:
      return followWallet(state, state.address, event);
  }
}

export function whileFull(state: StateOf<"full">, event: SessionEvent): SessionStep {
  const { address, use, error } = state;
  if (event.kind !== "revoke") return followWallet(state, address, event);
  if (event.installationIds.length === 0) return [state, []];
  const { installationIds } = event;
  const chain = error && chainAskedFor(error);
  return [
    { kind: "revoking", address, use },
    [{ kind: "revoke", installationIds, ...(chain && { chain }) }],
  ];
}

/** The chosen ones can be chosen again: a wallet that says no has changed nothing. */
export function whileRevoking(state: StateOf<"revoking">, event: SessionEvent): SessionStep {
  const { address, use } = state;
  switch (event.kind) {
    case "revoked":
      return open(address, [{ kind: "close-client" }]);
    case "failed":
      return [{ kind: "full", address, use, error: event.error }, []];
    default:
      return followWallet(state, address, event);
  }
}

export function whileSigning(state: StateOf<"signing">, event: SessionEvent): SessionStep {
  const { address } = state;
  switch (event.kind) {
    case "signed":
      return [{ ...state, kind: "registering" }, [{ kind: "register" }]];
    case "contract-told":
      return [{ ...state, contractOn: event.chainId }, []];
    case "signed-by-other":
      return changeAccount(address, event.signer, "signed");
    case "failed":
      return fail(event.error, { step: "signing", ...wantedOf(state) });
    default:
      return followWallet(state, address, event);
  }
}

/** The signature is given: what the wallet does from here on no longer matters. */
export function whileRegistering(state: StateOf<"registering">, event: SessionEvent): SessionStep {
  switch (event.kind) {
    case "opened":
      return welcome(event);
    case "failed":
      return fail(event.error, {
        step: isSignedInVain(event.error) ? "signing" : "registering",
        ...wantedOf(state),
      });
    default:
      return leaveOrStay(state, event);
  }
}

export function whileAccountChanged(
  state: StateOf<"account-changed">,
  event: SessionEvent,
): SessionStep {
  switch (event.kind) {
    case "use-new-account":
      return open(state.to);
    case "retry":
      return open(state.from);
    case "wallet-account":
      return event.address === state.from
        ? open(state.from)
        : [{ ...state, to: event.address, because: "switched" }, []];
    case "wallet-disconnected":
      return loseWallet(state.from);
    default:
      return leaveOrStay(state, event);
  }
}
