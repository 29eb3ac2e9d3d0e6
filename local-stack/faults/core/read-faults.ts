import { CODES, type Fault, LONGEST_WAIT_MS } from "./fault.ts";
import {
  type FieldType,
  fieldsOf,
  kindsOf,
  type NumberType,
  PART_NAMES,
  type PartName,
  requiredBy,
  type TextType,
} from "./fault-fields.ts";
import { RPC_GROUPS, rpcsOf } from "./rpc-names.ts";

/** Faults that make no sense; the message is a sentence that says why. */
export class FaultSyntaxError extends Error {
  override readonly name = "FaultSyntaxError";
}

/** What numbers of a type are, and how that is said. */
const NUMBERS: Readonly<Record<NumberType, { least: number; most?: number; isWhole?: true }>> = {
  ms: { least: 0 },
  anyMs: { least: -LONGEST_WAIT_MS },
  someMs: { least: 1 },
  count: { least: 0, isWhole: true },
  some: { least: 1, isWhole: true },
  share: { least: 0, most: 1 },
  status: { least: 400, most: 599, isWhole: true },
};

/**
 * Faults as JSON text (one, or a list) or as compact text: `latency ms=200 jitterMs=50; error
 * code=Unavailable rpc=writes,streams chance=0.1; cut part=history`. Throws {@link FaultSyntaxError}.
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
      return { kind, ...pairsOf(kind, pairs) };
    });
}

function pairsOf(kind: string, pairs: readonly string[]): Record<string, unknown> {
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
  const { kind, part: given, ...rest } = value as { kind: unknown; part?: unknown };
  const part = readPart(given);
  const name = readKind(kind, part);
  const called = part === "network" ? `A fault ${name}` : `A fault ${name} of ${part}`;
  const fields = fieldsOf(part, name);
  const read = Object.entries(rest).map(([field, value]) => {
    const type = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (!type) throw new FaultSyntaxError(`${called} has no ${field}.`);
    return [field, readField(`${name} ${field}`, type, value)] as const;
  });
  const fault = Object.fromEntries(read);
  const required = requiredBy(part, name);
  if (required && !(required in fault)) throw new FaultSyntaxError(`${called} needs ${required}.`);
  if ("when" in fault && "afterBytes" in fault) {
    throw new FaultSyntaxError(`${called} has either when or afterBytes.`);
  }
  // Methods of JSON-RPC are no words of HTTP, whose methods are capitals.
  if ("method" in fault && part !== "chain") fault.method = String(fault.method).toUpperCase();
  return { kind: name, ...(given !== undefined && { part }), ...fault } as Fault;
}

function readPart(given: unknown): PartName {
  if (given === undefined) return "network";
  const part = PART_NAMES.find((name) => name === given);
  if (part) return part;
  throw new FaultSyntaxError(`part: it is one of ${PART_NAMES.join(", ")}.`);
}

function readKind(kind: unknown, part: PartName): string {
  const kinds = kindsOf(part);
  if (typeof kind === "string" && kinds.includes(kind)) return kind;
  const isOther = typeof kind === "string" && kindsOf("network").includes(kind);
  throw new FaultSyntaxError(
    isOther
      ? `There is no fault ${kind} of ${part}. Its kinds are ${kinds.join(", ")}.`
      : `There is no fault ${typeof kind === "string" ? kind : "of that kind"}. The kinds are ${kinds.join(", ")}.`,
  );
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
    case "path":
    case "method":
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
  if (type === "path") need(name, given.startsWith("/"), "it begins with a slash");
  if (type === "method") need(name, /^\w+$/.test(given), "it is one word");
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
