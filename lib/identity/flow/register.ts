import { ParleyError } from "@/lib/errors/base.ts";
import type { SessionEvent } from "../core/session.ts";
import { accountOf } from "./open-client.ts";
import type { Task } from "./session-ports.ts";

/** Registers this device with the signature that is in hand, which stays for another try. */
export function register(task: Task): Promise<SessionEvent> {
  const registering = registerWith(task);
  task.held.clientWork = registering;
  return registering;
}

async function registerWith({ held, ports }: Task): Promise<SessionEvent> {
  const { unregistered, signature } = held;
  if (!unregistered || !signature) {
    throw new ParleyError("unexpected", "Registering needs an opened client and a signature");
  }
  const client = ports.tabs.lead(await unregistered.register(signature));
  held.client = client;
  delete held.unregistered;
  delete held.signature;
  const isNewDevice = (unregistered.use?.installations.length ?? 0) > 0;
  return {
    kind: "opened",
    account: accountOf(client),
    leads: true,
    ...(isNewDevice && { isNewDevice }),
  };
}
