import type { z } from "zod";
import { ParleyError } from "@/lib/errors/base.ts";

/** Signatures of contracts that are not deployed yet bring their deployment along (ERC-6492). */
const MAX_BODY_BYTES = 32 * 1024;

/** Who sends less than this much in this time holds a connection, and has nothing to say. */
const BODY_DEADLINE_MS = 10_000;

/**
 * What a request's JSON says, by a schema. Reads no more than it may hold. Fails with
 * `server.wrong-type`, `server.too-large`, `server.malformed`.
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const [type] = (request.headers.get("content-type") ?? "").split(";");
  if (type?.trim().toLowerCase() !== "application/json") {
    throw new ParleyError("server.wrong-type", "Not declared as application/json");
  }
  const parsed = schema.safeParse(toJson(await readText(request)));
  if (!parsed.success) throw new ParleyError("server.malformed", "Not the fields that are needed");
  return parsed.data;
}

async function readText({ body, headers }: Request): Promise<string> {
  if (Number(headers.get("content-length") ?? 0) > MAX_BODY_BYTES) {
    throw new ParleyError("server.too-large", "The body is declared too large");
  }
  if (!body) return "";
  const reader = body.getReader();
  const giveUp = setTimeout(() => void reader.cancel(), BODY_DEADLINE_MS);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      sizeBytes += value.length;
      if (sizeBytes > MAX_BODY_BYTES) {
        await reader.cancel();
        throw new ParleyError("server.too-large", "The body is too large");
      }
      chunks.push(value);
    }
  } finally {
    clearTimeout(giveUp);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ParleyError("server.malformed", "Not JSON");
  }
}
