import { CODES, type Fault, type FaultKind } from "./fault.ts";
import { RPC_GROUPS, rpcsOf } from "./rpc-names.ts";

/** Faults that make no sense; the message is a sentence that says why. */
export class FaultSyntaxError extends Error {
  override readonly name = "FaultSyntaxError";
}

type FieldType = "count" | "number" | "share" | "text" | "hex" | "flag" | "code" | "when" | "rpc";
type Fields = Readonly<Record<string, FieldType>>;

const SCOPE: Fields = {
  ...{ rpc: "rpc", topic: "hex", inbox: "hex", header: "text" },
  ...{ chance: "share", skip: "count", times: "count" },
};

const FIELDS: Readonly<Record<FaultKind, Fields>> = {
  latency: { ms: "count", jitterMs: "count" },
  error: { code: "code", message: "text", when: "when" },
  cut: { when: "when" },
  drop: {
    ...{ afterMessages: "count", afterMs: "count" },
    ...{ code: "code", message: "text", cut: "flag" },
  },
  silence: { afterMessages: "count", afterMs: "count" },
  duplicate: { copies: "count", share: "share" },
  delay: { ms: "count", jitterMs: "count" },
  reorder: { window: "count", withinMs: "count" },
  "slow-reader": { afterMessages: "count" },
  "inbox-log-full": {},
  "storage-full": {},
  "rate-limit": { reads: "count", writes: "count", windowMs: "count" },
  clock: { offsetMs: "number" },
  restart: { downMs: "count" },
};

const REQUIRED: Partial<Record<FaultKind, string>> = {
  latency: "ms",
  delay: "ms",
  clock: "offsetMs",
};

/** What a timer can wait, in milliseconds. */
const MAX_NUMBER = 2 ** 31 - 1;

/**
 * Faults as JSON text (one, or a list) or as compact text: `latency ms=200 jitterMs=50; error
 * code=Unavailable rpc=writes,streams chance=0.1`. Throws {@link FaultSyntaxError}.
 */
export function parseFaults(text: string): Fault[] {
  const trimmed = text.trim();
  if (!trimmed.startsWith("[") && !trimmed.startsWith("{")) return readFaults(compact(trimmed));
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    throw new FaultSyntaxError("The faults begin like JSON and are none.");
  }
  return readFaults(Array.isArray(value) ? value : [value]);
}

/** The faults, checked. Throws {@link FaultSyntaxError}. */
export function readFaults(values: readonly unknown[]): Fault[] {
  return values.map(readFault);
}

function compact(text: string): Record<string, unknown>[] {
  return text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [kind, ...pairs] = part.split(/\s+/);
      const entries = pairs.map((pair) => {
        const at = pair.indexOf("=");
        // A flag alone is on.
        return at < 0 ? [pair, true] : [pair.slice(0, at), pair.slice(at + 1)];
      });
      return { kind, ...Object.fromEntries(entries) };
    });
}

function readFault(value: unknown): Fault {
  if (typeof value !== "object" || value === null || !("kind" in value)) {
    throw new FaultSyntaxError("A fault has a kind, for example latency.");
  }
  const { kind, ...rest } = value as { kind: unknown };
  if (typeof kind !== "string" || !Object.hasOwn(FIELDS, kind)) {
    const kinds = Object.keys(FIELDS).join(", ");
    throw new FaultSyntaxError(`There is no fault ${String(kind)}. The kinds are ${kinds}.`);
  }
  const fields = { ...SCOPE, ...FIELDS[kind as FaultKind] };
  const read = Object.entries(rest).map(([name, given]) => {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!type) throw new FaultSyntaxError(`A fault ${kind} has no ${name}.`);
    return [name, readField(`${kind} ${name}`, type, given)] as const;
  });
  const fault = { kind, ...Object.fromEntries(read) };
  const required = REQUIRED[kind as FaultKind];
  if (required && !(required in fault)) {
    throw new FaultSyntaxError(`A fault ${kind} needs ${required}.`);
  }
  return fault as Fault;
}

function readField(name: string, type: FieldType, given: unknown): unknown {
  const need = (holds: boolean, what: string): void => {
    if (!holds) throw new FaultSyntaxError(`${name}: ${what}.`);
  };
  const text = String(given);
  switch (type) {
    case "count":
    case "number":
    case "share": {
      const number = text.trim() === "" || given === true ? Number.NaN : Number(given);
      need(Number.isFinite(number), "a number is needed");
      need(type === "number" || number >= 0, "it is not below 0");
      need(type !== "share" || number <= 1, "it is from 0 to 1");
      need(Math.abs(number) <= MAX_NUMBER, `it is ${MAX_NUMBER} at most`);
      return number;
    }
    case "flag":
      need(/^(true|false)$/.test(text), "it is true or false");
      return text === "true";
    case "code":
      need(
        CODES.some((code) => code === text),
        `a code is one of ${CODES.join(", ")}`,
      );
      return text;
    case "when":
      need(/^(before|after)$/.test(text), "it is before or after");
      return text;
    case "hex":
      need(/^[0-9a-f]+$/i.test(text), "hex digits are needed");
      return text.toLowerCase();
    case "rpc": {
      const names = Array.isArray(given) ? given.map(String) : text.split(",");
      const groups = Object.keys(RPC_GROUPS).join(", ");
      need(rpcsOf(names) !== undefined, `name RPCs, or ${groups}, and not ${names.join(",")}`);
      return names;
    }
    case "text":
      need(typeof given === "string" && given !== "", "a text is needed");
      need(!name.endsWith(" header") || /^[^:\s]+:/.test(text), "write it as name:value");
      return text;
  }
}
