import { setFlagsFromString } from "node:v8";

/**
 * Takes about 35 MB off a process that runs the local stack, by leaving WebAssembly to V8's
 * baseline compiler. libxmtp spends its time here in the start-up of SQLite, which does not get
 * faster from optimizing. Call it before `startLocalStack`, in a process that exists for the stack:
 * the setting holds for all WebAssembly of the process.
 */
export function keepWasmSmall(): void {
  // The first flag implies the others only on the command line, not once V8 runs.
  for (const flag of ["--liftoff-only", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering"]) {
    setFlagsFromString(flag);
  }
}
