import { parentPort } from "node:worker_threads";
import type { ToValidator, ValidatorAnswer } from "../xmtp/identity/validator-protocol.ts";

/** Finds every inbox log valid, and panics at key packages. */
const tell = (answer: ValidatorAnswer) => parentPort?.postMessage(answer);

parentPort?.on("message", (asked: ToValidator) => {
  if (asked.kind === "keyPackage") throw new WebAssembly.RuntimeError("unreachable");
  if (asked.kind === "inboxLog") {
    tell({ kind: "valid", id: asked.id, members: { inboxId: asked.inboxId, accounts: [] } });
  }
});
tell({ kind: "ready" });
