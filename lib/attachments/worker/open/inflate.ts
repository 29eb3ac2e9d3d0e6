import { ParleyError } from "@/lib/errors/base.ts";
import { concat } from "@/lib/protobuf/core/protobuf.ts";

/** What was compressed before it was sealed; a few bytes may stand for gigabytes. */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  format: "deflate" | "gzip",
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream(format))
    .getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > maxBytes) throw new ParleyError("attachment.too-large", "More than is opened");
      parts.push(part.value);
    }
  } catch (cause) {
    if (cause instanceof ParleyError) throw cause;
    throw new ParleyError("attachment.forged", "It does not decompress", { cause });
  } finally {
    reader.cancel().catch(() => undefined);
  }
  return concat(parts);
}
