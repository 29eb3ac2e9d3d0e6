import { parseGroupMessage } from "../mls/group-message.ts";
import { installationKeyOf } from "../mls/key-package.ts";

/** Fields that name what a request is about, as they are called in every message. */
const NAMES = new Set(["groupId", "groupIds", "installationKey", "installationKeys", "inboxId"]);

/** Group ids, installation keys and inbox ids that a request is about, in hex, each once. */
export function subjectsOf(request: object): string[] {
  const found = new Set<string>();
  collect(request, found);
  return [...found];
}

function collect(message: object, found: Set<string>): void {
  for (const [name, value] of Object.entries(message)) {
    if (value instanceof Uint8Array) {
      const subject = subjectOf(name, value);
      if (subject) found.add(hexOf(subject));
    } else if (NAMES.has(name)) {
      for (const each of [value].flat()) found.add(each instanceof Uint8Array ? hexOf(each) : each);
    } else if (typeof value === "object" && value !== null) collect(value, found);
  }
}

/** Messages and key packages say in the clear whose they are. */
function subjectOf(name: string, bytes: Uint8Array): Uint8Array | undefined {
  try {
    if (NAMES.has(name)) return bytes;
    if (name === "data") return parseGroupMessage(bytes).groupId;
    return name === "keyPackageTlsSerialized" ? installationKeyOf(bytes) : undefined;
  } catch {
    // Malformed ones are the service's to refuse; the data of a welcome says nothing.
    return undefined;
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
