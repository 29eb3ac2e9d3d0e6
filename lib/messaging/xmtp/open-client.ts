import { ParleyError } from "@/lib/errors/base.ts";
import type {
  OpenedClient,
  OpenRequest,
  OpenXmtpClient,
  WarmEngine,
} from "../ports/open-client.ts";
import type { XmtpNetwork } from "./engine/network.ts";
import type { ClientIdentity, OpenAnswer } from "./worker/protocol.ts";
import { Spare } from "./worker/spare.ts";
import { startWorker } from "./worker/start-worker.ts";
import { questions, workerClient } from "./worker/worker-client.ts";
import type { WorkerLink } from "./worker/worker-link.ts";

/** A closed tab's file handles are let go some moments after the tab. */
const LOCKED_RETRY_MS = 100;
const LOCKED_GIVE_UP_MS = 3_000;

export type XmtpClients = { open: OpenXmtpClient; warm: WarmEngine };

/**
 * Gives the opener of this browser's XMTP client, and what loads its engine ahead. The caller
 * holds the tab lock: two clients on one origin lose data.
 *
 * @example
 * const { open } = xmtpClients({ env: "local" });
 * const opened = await open({ address });
 */
export function xmtpClients(network: XmtpNetwork, start = startWorker): XmtpClients {
  const spare = new Spare(start);
  const open: OpenXmtpClient = async (request) => {
    const giveUpAtMs = performance.now() + LOCKED_GIVE_UP_MS;
    for (;;) {
      try {
        return await openOnce(spare.take(), network, request);
      } catch (error) {
        if (!isLocked(error)) throw error;
        if (performance.now() > giveUpAtMs) {
          throw new ParleyError("storage.held", "The files stay locked", { cause: error });
        }
        await new Promise((resolve) => setTimeout(resolve, LOCKED_RETRY_MS));
      }
    }
  };
  return { open, warm: (options) => spare.warm(options) };
}

async function openOnce(
  link: WorkerLink,
  network: XmtpNetwork,
  request: OpenRequest,
): Promise<OpenedClient> {
  const { onProgress, onDied, ...rest } = request;
  const asked = link.request<OpenAnswer>({ kind: "open", network, request: rest }, (event) => {
    if (event.kind === "progress") onProgress?.(event.progress);
  });
  try {
    const opened = toOpened(link, await asked.value);
    if (onDied) void link.died.then(onDied);
    return opened;
  } catch (error) {
    link.close();
    throw error;
  } finally {
    link.forget(asked.id);
  }
}

function toOpened(link: WorkerLink, answer: OpenAnswer): OpenedClient {
  if (answer.kind === "ready") {
    return { kind: "ready", client: workerClient(link, answer.identity) };
  }
  const cancel = async () => link.close();
  if (answer.kind === "full") {
    return { ...answer, admin: questions(link, ["beginChange", "applyChange"]), cancel };
  }
  return {
    ...answer,
    register: async (signature) => {
      const { value } = link.request<ClientIdentity>({ kind: "register", signature });
      return workerClient(link, await value);
    },
    cancel,
  };
}

/** The engine remembers a failed start of its file system, so another try needs another worker. */
function isLocked(error: unknown): boolean {
  return (
    error instanceof ParleyError &&
    error.code === "storage.unavailable" &&
    error.facts.locked === true
  );
}
