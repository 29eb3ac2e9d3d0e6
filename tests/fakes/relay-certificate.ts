import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

export type RelayCertificate = { cert: string; key: string };

/** Signed by nobody else, good for two days; `address` is where browsers look for it. Needs openssl. */
export function makeRelayCertificate(folder: string, address: string): RelayCertificate {
  const [cert, key] = [path.join(folder, "cert.pem"), path.join(folder, "key.pem")];
  const args = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const names = ["-subj", "/CN=relay.parley.test", "-addext", `subjectAltName=IP:${address}`];
  const files = ["-keyout", key, "-out", cert, "-days", "2"];
  execFileSync("openssl", [...args, ...files, ...names], { stdio: "ignore" });
  return { cert, key };
}

/** Of its public key, as Chromium is told to trust one: base64 of SHA-256 of its SPKI. */
export function trustOf({ cert }: RelayCertificate): string {
  const spki = new X509Certificate(readFileSync(cert)).publicKey.export({
    type: "spki",
    format: "der",
  });
  return createHash("sha256").update(spki).digest("base64");
}
