import { CODES, type Fault, type FaultKind, LONGEST_WAIT_MS } from "./fault.ts";
import { RPC_GROUPS, rpcsOf } from "./rpc-names.ts";

/** Faults that make no sense; the message is a sentence that says why. */
export class FaultSyntaxError extends Error {
  override readonly name = "FaultSyntaxError";
}

type NumberType = "ms" | "anyMs" | "someMs" | "count" | "some" | "share";
type TextType = "text" | "header" | "hex" | "code" | "when";
type FieldType = NumberType | TextType | "flag" | "rpc";
type Fields = Readonly<Record<string, FieldType>>;

const SCOPE: Fields = {
  ...{ rpc: "rpc", topic: "hex", inbox: "hex", header: "header" },
  ...{ chance: "share", skip: "count", times: "count" },
};

const FIELDS: Readonly<Record<FaultKind, Fields>> = {
  latency: { ms: "ms", jitterMs: "ms" },
  error: { code: "code", message: "text", when: "when" },
  cut: { when: "when" },
  drop: {
    ...{ afterMessages: "count", afterMs: "ms" },
    ...{ code: "code", message: "text", cut: "flag" },
  },
  silence: { afterMessages: "count", afterMs: "ms" },
  duplicate: { copies: "count", share: "share" },
  delay: { ms: "ms", jitterMs: "ms" },
  reorder: { window: "some", withinMs: "ms" },
  "slow-reader": { afterMessages: "count" },
  "inbox-log-full": {},
  "storage-full": {},
  "rate-limit": { reads: "count", writes: "count", windowMs: "someMs" },
  clock: { offsetMs: "anyMs" },
  restart: { downMs: "ms" },
};

const REQUIRED: Partial<Record<FaultKind, string>> = {
  latency: "ms",
  delay: "ms",
  clock: "offsetMs",
};

/** What numbers of a type are, and how that is said. */
const NUMBERS: Readonly<Record<NumberType, { least: number; most?: number; isWhole?: true }>> = {
  ms: { least: 0 },
  anyMs: { least: -LONGEST_WAIT_MS },
  someMs: { least: 1 },
  count: { least: 0, isWhole: true },
  some: { least: 1, isWhole: true },
  share: { least: 0, most: 1 },
};

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
      const [kind = "", ...pairs] = part.split(/\s+/);
      return { kind, ...fieldsOf(kind, pairs) };
    });
}

function fieldsOf(kind: string, pairs: readonly string[]): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    // A flag alone is on.
    const [name, value] = at < 0 ? [pair, true] : [pair.slice(0, at), pair.slice(at + 1)];
    if (name === "kind") throw new FaultSyntaxError(`A fault ${kind} has no kind beside its name.`);
    if (fields.has(name)) throw new FaultSyntaxError(`${kind} ${name}: it is there twice.`);
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

function readFault(value: unknown): Fault {
  if (typeof value !== "object" || value === null || !("kind" in value)) {
    throw new FaultSyntaxError("A fault has a kind, for example latency.");
  }
  const { kind, ...rest } = value as { kind: unknown };
  if (typeof kind !== "string" || !Object.hasOwn(FIELDS, kind)) {
    const kinds = Object.keys(FIELDS).join(", ");
    throw new FaultSyntaxError(
      `There is no fault ${typeof kind === "string" ? kind : "of that kind"}. The kinds are ${kinds}.`,
    );
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
  switch (type) {
    case "flag":
      need(name, [true, false, "true", "false"].includes(given as never), "it is true or false");
      return given === true || given === "true";
    case "rpc":
      return readRpcs(name, given);
    case "text":
    case "header":
    case "hex":
    case "code":
    case "when":
      return readText(name, type, given);
    default:
      return readNumber(name, type, given);
  }
}

function readNumber(name: string, type: NumberType, given: unknown): number {
  const isWritten = typeof given === "string" && given.trim() !== "";
  const number = isWritten ? Number(given) : given;
  const { least, most = LONGEST_WAIT_MS, isWhole = false } = NUMBERS[type];
  if (typeof number !== "number" || !Number.isFinite(number)) {
    throw new FaultSyntaxError(`${name}: a number is needed.`);
  }
  need(name, !isWhole || Number.isInteger(number), "a whole number is needed");
  need(name, number >= least, `it is ${least} at least`);
  need(name, number <= most, `it is ${most} at most`);
  return number;
}

function readText(name: string, type: TextType, given: unknown): string {
  if (typeof given !== "string" || given === "") {
    throw new FaultSyntaxError(`${name}: a text is needed.`);
  }
  const isCode = CODES.some((code) => code === given);
  if (type === "code") need(name, isCode, `a code is one of ${CODES.join(", ")}`);
  if (type === "when") need(name, /^(before|after)$/.test(given), "it is before or after");
  if (type === "hex") need(name, /^[0-9a-f]+$/i.test(given), "hex digits are needed");
  if (type === "header") need(name, /^[^:\s]+:/.test(given), "write it as name:value");
  return type === "hex" ? given.toLowerCase() : given;
}

function readRpcs(name: string, given: unknown): string[] {
  const names = typeof given === "string" ? given.split(",") : given;
  const groups = Object.keys(RPC_GROUPS).join(", ");
  if (!Array.isArray(names) || !names.every((each) => typeof each === "string")) {
    throw new FaultSyntaxError(`${name}: name RPCs, or ${groups}.`);
  }
  const isKnown = rpcsOf(names) !== undefined;
  need(name, isKnown, `name RPCs, or ${groups}, and not ${names.join(",")}`);
  return names;
}

function need(name: string, holds: boolean, what: string): void {
  if (!holds) throw new FaultSyntaxError(`${name}: ${what}.`);
}
