import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ParleyError } from "@/lib/errors/base.ts";

const SECRET_BYTES = 32;
const SECRET = /^[0-9a-f]{64}$/;

/**
 * The secret of a server on the local network, made at its first start and kept in `folder`, for
 * its owner's eyes only, so that sessions outlive a restart. Fails with `config.invalid`.
 */
export function localSecret(folder: string): string {
  const file = path.join(folder, "session-secret");
  mkdirSync(folder, { recursive: true });
  const made = randomBytes(SECRET_BYTES).toString("hex");
  try {
    writeFileSync(file, made, { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const kept = readFileSync(file, "utf8");
  if (SECRET.test(kept)) return kept;
  throw new ParleyError("config.invalid", `${file} holds no secret. Delete it to have one made.`);
}
