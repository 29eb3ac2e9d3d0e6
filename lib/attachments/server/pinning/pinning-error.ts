import { ParleyError } from "@/lib/errors/base.ts";

/**
 * What failed at a pinning service, in words of our own and without its cause: libraries put what
 * they were given into their errors, headers too.
 */
export function pinningError(error: unknown, host: string): ParleyError {
  return new ParleyError("archive.no-service", `The pinning service ${host} ${reasonOf(error)}`);
}

function reasonOf(error: unknown): string {
  if (error instanceof Response) return `answered ${error.status}`;
  const name = error instanceof Error ? error.name : "";
  if (name === "TimeoutError") return "did not answer in time";
  if (name === "TypeError") return "can't be reached";
  return "answered what is no answer";
}
