import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { codeCacheEnv } from "../../code-cache.ts";
import { ShuttingDownError } from "../shutting-down-error.ts";
import type { IdentityUpdate } from "../wire/gen/xmtp/associations_pb.ts";
import {
  GetIdentityUpdatesResponseSchema,
  VerifySmartContractWalletSignaturesRequestSchema,
  VerifySmartContractWalletSignaturesResponseSchema,
} from "../wire/gen/xmtp/identity_api_pb.ts";
import { type ContractWallets, ContractWalletUnavailableError } from "./contract-wallets.ts";
import type {
  InboxMembers,
  ToValidator,
  ValidatorAnswer,
  ValidatorQuestion,
} from "./validator-protocol.ts";

/** libxmtp refused what it was shown; the message says why, in libxmtp's words. */
export class InvalidIdentityError extends Error {
  override readonly name = "InvalidIdentityError";
}

/** The thread's garbage is short-lived; V8's default would let 48 MB of it pile up. */
const YOUNG_GENERATION_MB = 4;

// Compiled to JavaScript, the script lies beside this file under the same extension.
const LIBXMTP_SCRIPT = new URL(`./validator-worker${extname(import.meta.url)}`, import.meta.url);

type Pending = {
  resolve: (members: InboxMembers | undefined) => void;
  reject: (reason: Error) => void;
  chainFailure?: ContractWalletUnavailableError;
};

type Unnumbered<Question> = Question extends ValidatorQuestion ? Omit<Question, "id"> : never;

type ContractWalletQuestion = Extract<ValidatorAnswer, { kind: "verifyContractWallets" }>;

/** Judges identity updates and key packages with libxmtp, in a thread of its own. */
export class Validator {
  readonly #wallets: ContractWallets;
  readonly #script: URL;
  readonly #pending = new Map<number, Pending>();
  /** Resolves when the first question can be answered; rejects when libxmtp does not start. */
  readonly ready: Promise<void>;
  #worker: Worker;
  #isClosed = false;
  #startFailure: Error | undefined;
  #lastId = 0;

  constructor(wallets: ContractWallets, script: URL = LIBXMTP_SCRIPT) {
    this.#wallets = wallets;
    this.#script = script;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    this.#worker = this.#start(resolve, reject);
  }

  /**
   * Who belongs to `inboxId` after `log`, whose last entry is the candidate.
   * Throws {@link InvalidIdentityError}, or {@link ContractWalletUnavailableError} when a chain
   * could not be asked.
   */
  async judgeInboxLog(inboxId: string, log: readonly IdentityUpdate[]): Promise<InboxMembers> {
    const updates = log.map((update, index) => ({ sequenceId: BigInt(index + 1), update }));
    const response = create(GetIdentityUpdatesResponseSchema, {
      responses: [{ inboxId, updates }],
    });
    const members = await this.#ask({
      kind: "inboxLog",
      inboxId,
      identityUpdatesResponse: toBinary(GetIdentityUpdatesResponseSchema, response),
    });
    if (members?.inboxId !== inboxId) {
      throw new InvalidIdentityError("The inbox id does not derive from its first identifier.");
    }
    return members;
  }

  /** Resolves when the key package's signatures and credential hold; else {@link InvalidIdentityError}. */
  async judgeKeyPackage(installationKey: Uint8Array, keyPackage: Uint8Array): Promise<void> {
    await this.#ask({ kind: "keyPackage", installationKey, keyPackage });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker.terminate();
    this.#failAll(new ShuttingDownError());
  }

  /**
   * A panic inside libxmtp ends its thread. The questions it held fail, and a fresh thread takes
   * the next ones; only a thread that never started is not replaced.
   */
  #start(onReady: () => void, onFailure: (error: Error) => void): Worker {
    const worker = new Worker(this.#script, {
      name: "libxmtp-validator",
      env: codeCacheEnv(),
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    let hasStarted = false;
    worker.on("message", (answer: ValidatorAnswer) => {
      if (answer.kind !== "ready") return void this.#onAnswer(answer);
      hasStarted = true;
      onReady();
    });
    worker.on("error", (error: Error) => {
      this.#failAll(error);
      if (!hasStarted) {
        this.#startFailure = error;
        onFailure(error);
      } else if (!this.#isClosed) this.#worker = this.#start(onReady, onFailure);
    });
    return worker;
  }

  #ask(question: Unnumbered<ValidatorQuestion>): Promise<InboxMembers | undefined> {
    if (this.#startFailure) return Promise.reject(this.#startFailure);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#post({ ...question, id });
    });
  }

  #post(message: ToValidator): void {
    this.#worker.postMessage(message);
  }

  async #onAnswer(answer: Exclude<ValidatorAnswer, { kind: "ready" }>): Promise<void> {
    const pending = this.#pending.get(answer.id);
    if (!pending) return;
    if (answer.kind === "verifyContractWallets") return this.#askChain(answer, pending);
    this.#pending.delete(answer.id);
    if (pending.chainFailure) pending.reject(pending.chainFailure);
    else if (answer.kind === "valid") pending.resolve(answer.members);
    else pending.reject(new InvalidIdentityError(answer.reason));
  }

  /** An unreachable chain is told to libxmtp as "not valid": it would retry any other answer. */
  async #askChain({ call, request }: ContractWalletQuestion, pending: Pending): Promise<void> {
    const { signatures } = fromBinary(VerifySmartContractWalletSignaturesRequestSchema, request);
    const responses = await this.#wallets.verifyAll(signatures).catch((error: unknown) => {
      pending.chainFailure =
        error instanceof ContractWalletUnavailableError
          ? error
          : new ContractWalletUnavailableError("The chain could not be asked.", error);
      return signatures.map(() => ({ isValid: false }));
    });
    const schema = VerifySmartContractWalletSignaturesResponseSchema;
    const response = toBinary(schema, create(schema, { responses }));
    this.#post({ kind: "contractWallets", call, response });
  }

  #failAll(error: Error): void {
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }
}
