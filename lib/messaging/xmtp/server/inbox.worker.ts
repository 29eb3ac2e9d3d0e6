/*
 * The thread of the app's server that holds libxmtp: a panic or a log that takes long to judge
 * costs this thread, not the server. Imports by path only: Node runs this file as it is in tests.
 */

import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import {
  type Backend,
  getInboxIdForIdentifier,
  IdentifierKind,
  inboxStateFromInboxIds,
  initSync,
  verifySignedWithPublicKey,
} from "@xmtp/wasm-bindings";
import { toBackend } from "../engine/network.ts";
import type {
  InboxQuestion,
  InboxReply,
  InboxThreadData,
  InboxThreadReady,
} from "./inbox-protocol.ts";

// The package exports no path to its binary; the bundler turns this into one hashed file.
const ENGINE_FILE = new URL(
  "../../../../node_modules/@xmtp/wasm-bindings/dist/bindings_wasm_bg.wasm",
  import.meta.url,
);

function carryOut(backend: Backend, question: InboxQuestion): unknown {
  switch (question.kind) {
    case "members":
      return readMembers(backend, question.inboxId);
    case "find":
      return getInboxIdForIdentifier(backend, {
        identifier: question.address.toLowerCase(),
        identifierKind: IdentifierKind.Ethereum,
      });
    case "verify":
      return isSignedBy(question);
  }
}

async function readMembers(backend: Backend, inboxId: string) {
  const [state] = await inboxStateFromInboxIds(backend, [inboxId]);
  if (!state) return undefined;
  return {
    installationIds: state.installations.map(({ id }) => id),
    wallets: state.accountIdentifiers.flatMap(({ identifier, identifierKind }) =>
      identifierKind === IdentifierKind.Ethereum ? [identifier] : [],
    ),
  };
}

function isSignedBy({
  text,
  signature,
  installationId,
}: Extract<InboxQuestion, { kind: "verify" }>): boolean {
  try {
    verifySignedWithPublicKey(text, signature, Buffer.from(installationId, "hex"));
    return true;
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return false;
  }
}

async function answer(backend: Backend, question: InboxQuestion): Promise<InboxReply> {
  const { id } = question;
  try {
    return { id, kind: "result", value: await carryOut(backend, question) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, kind: "error", message, isPanic: error instanceof WebAssembly.RuntimeError };
  }
}

initSync({ module: new WebAssembly.Module(readFileSync(ENGINE_FILE)) });
const { network } = workerData as InboxThreadData;
const backend = toBackend(network);
parentPort?.on("message", async (question: InboxQuestion) => {
  parentPort?.postMessage(await answer(backend, question));
});
parentPort?.postMessage({ kind: "ready" } satisfies InboxThreadReady);
