import { BadRequestError } from "../request.ts";

/** How what is behind a CID is given. */
export type Format = "raw" | "car" | "file";

export type Wanted = {
  format: Format;
  scope: "block" | "entity" | "all";
  /** As it was asked for. */
  entityBytes?: string;
  hasDuplicates: boolean;
};

/** A format, or an option of it, that this gateway does not give. */
export class NotAcceptableError extends Error {
  override readonly name = "NotAcceptableError";
}

const CAR = "application/vnd.ipld.car";
const RAW = "application/vnd.ipld.raw";
/** Formats of the path gateway that are for other things than files. */
const OTHER = /application\/(vnd\.ipfs\.ipns-record|vnd\.ipld\.dag-|x-tar)/;

/** What is asked for by parameters, which go before, or by `Accept` (trustless gateway specification). */
export function readWanted(query: URLSearchParams, accept: string): Wanted {
  const types = accept.split(",").map((type) => type.trim());
  const car = types.find((type) => type.split(";")[0]?.trim() === CAR);
  const format = formatOf(query.get("format"), types, car);
  const option = (name: string) =>
    query.get(`car-${name}`) ?? new RegExp(`;\\s*${name}=([^;\\s]+)`).exec(car ?? "")?.[1];
  if (format === "car") {
    requireOption("version", option("version"), ["1"]);
    requireOption("order", option("order"), ["dfs", "unk"]);
    requireOption("dups", option("dups"), ["y", "n"]);
  }
  const entityBytes = query.get("entity-bytes");
  return {
    format,
    scope: scopeOf(query.get("dag-scope"), entityBytes !== null),
    ...(entityBytes !== null && { entityBytes }),
    hasDuplicates: option("dups") === "y",
  };
}

function formatOf(asked: string | null, types: string[], car: string | undefined): Format {
  if (asked === "raw" || asked === "car") return asked;
  if (asked !== null)
    throw new NotAcceptableError(`format ${JSON.stringify(asked)} is not given here`);
  if (car !== undefined) return "car";
  if (types.some((type) => type.split(";")[0] === RAW)) return "raw";
  if (types.every((type) => OTHER.test(type))) throw new NotAcceptableError("no such format here");
  return "file";
}

function scopeOf(asked: string | null, isRange: boolean): Wanted["scope"] {
  if (isRange) return "entity";
  if (asked === null) return "all";
  if (asked === "block" || asked === "entity" || asked === "all") return asked;
  throw new BadRequestError(`dag-scope ${JSON.stringify(asked)} is none`);
}

function requireOption(name: string, value: string | undefined, known: string[]): void {
  if (value === undefined || known.includes(value)) return;
  throw new NotAcceptableError(`CAR ${name} ${JSON.stringify(value)} is not given here`);
}
