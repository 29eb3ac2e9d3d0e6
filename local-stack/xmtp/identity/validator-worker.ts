import { parentPort } from "node:worker_threads";
import { create, toBinary } from "@bufbuild/protobuf";
import { IdentifierKind } from "../wire/gen/xmtp/associations_pb.ts";
import { FetchKeyPackagesResponseSchema } from "../wire/gen/xmtp/mls_api_pb.ts";
import { failedResponse, okResponse, unframe } from "./grpc-web-frames.ts";
import { InboxStates } from "./inbox-states.ts";
import { type Libxmtp, loadLibxmtp } from "./load-libxmtp.ts";
import { createUnregisteredClient } from "./unregistered-client.ts";
import type {
  ContractWalletAnswer,
  InboxMembers,
  ToValidator,
  ValidatorAnswer,
  ValidatorQuestion,
} from "./validator-protocol.ts";

/*
 * libxmtp validates whatever its network tells it. This thread gives it a network of one question:
 * `fetch` is replaced, so that the candidate log (or key package) is what libxmtp "downloads" and
 * judges. No cryptography is written twice, and no request leaves the thread.
 */
if (!parentPort) throw new Error("validator-worker.ts runs as a worker thread only.");
const port = parentPort;

const NETWORK = "http://candidate.invalid";
const UNIMPLEMENTED = 12;
const WIRE_KIND = { ethereum: IdentifierKind.ETHEREUM, passkey: IdentifierKind.PASSKEY };

let question: ValidatorQuestion | undefined;
let lastCall = 0;
const contractWalletCalls = new Map<number, (response: Uint8Array) => void>();

function tell(answer: ValidatorAnswer): void {
  port.postMessage(answer);
}

async function answerAsNetwork(input: string | URL | Request): Promise<Response> {
  const request = new Request(input);
  const message = unframe(new Uint8Array(await request.arrayBuffer()));
  const method = new URL(request.url).pathname.split("/").at(-1);
  switch (method) {
    case "GetIdentityUpdates":
      if (question?.kind === "inboxLog") return okResponse(question.identityUpdatesResponse);
      break;
    case "FetchKeyPackages":
      if (question?.kind === "keyPackage") return okResponse(keyPackages(question.keyPackage));
      break;
    case "GetInboxIds":
      return okResponse(new Uint8Array());
    case "VerifySmartContractWalletSignatures":
      return okResponse(await askAboutContractWallets(message));
  }
  return failedResponse(UNIMPLEMENTED, "Not part of this question.");
}

function keyPackages(keyPackageTlsSerialized: Uint8Array): Uint8Array {
  const response = create(FetchKeyPackagesResponseSchema, {
    keyPackages: [{ keyPackageTlsSerialized }],
  });
  return toBinary(FetchKeyPackagesResponseSchema, response);
}

function askAboutContractWallets(request: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const call = ++lastCall;
    contractWalletCalls.set(call, resolve);
    tell({ kind: "verifyContractWallets", id: question?.id ?? 0, call, request });
  });
}

type Judge = (question: ValidatorQuestion) => Promise<InboxMembers | undefined>;

async function createJudge(libxmtp: Libxmtp): Promise<Judge> {
  const backend = new libxmtp.BackendBuilder(libxmtp.XmtpEnv.Local).setApiUrl(NETWORK).build();
  const states = await InboxStates.open(libxmtp, {
    backend,
    createClient: () => createUnregisteredClient(libxmtp, NETWORK, true),
  });
  return async (asked) => {
    if (asked.kind === "keyPackage") {
      const id = Buffer.from(asked.installationKey).toString("hex");
      const statuses:
        | Map<string, { validationError?: string }>
        | Record<string, { validationError?: string }> =
        await states.client.getKeyPackageStatusesForInstallationIds([id]);
      const status = statuses instanceof Map ? statuses.get(id) : statuses[id];
      if (!status) throw new Error("libxmtp did not judge the key package.");
      if (status.validationError !== undefined) throw new Error(status.validationError);
      return undefined;
    }
    const state = await states.read(asked.inboxId, asked.identityUpdatesResponse.length);
    if (!state) throw new Error("libxmtp did not judge the inbox log.");
    const accounts = state.accountIdentifiers.map(({ identifier, identifierKind }) => ({
      identifier,
      kind:
        identifierKind === libxmtp.IdentifierKind.Passkey ? WIRE_KIND.passkey : WIRE_KIND.ethereum,
    }));
    return { inboxId: state.inboxId, accounts };
  };
}

async function judge(ask: Judge, asked: ValidatorQuestion): Promise<void> {
  question = asked;
  try {
    const members = await ask(asked);
    tell({ kind: "valid", id: asked.id, ...(members && { members }) });
  } catch (error) {
    // A panic leaves libxmtp's memory in an unknown state: this thread must not judge again.
    if (error instanceof WebAssembly.RuntimeError) throw error;
    tell({
      kind: "invalid",
      id: asked.id,
      reason: error instanceof Error ? error.message : String(error),
    });
  } finally {
    question = undefined;
  }
}

const libxmtp = await loadLibxmtp();
globalThis.fetch = answerAsNetwork;
const ask = await createJudge(libxmtp);

function onContractWallets({ call, response }: ContractWalletAnswer): void {
  contractWalletCalls.get(call)?.(response);
  contractWalletCalls.delete(call);
}

// One question at a time: the replaced network answers for the question that is open.
let last: Promise<void> = Promise.resolve();
port.on("message", (message: ToValidator) => {
  if (message.kind === "contractWallets") onContractWallets(message);
  else last = last.then(() => judge(ask, message));
});
tell({ kind: "ready" });
