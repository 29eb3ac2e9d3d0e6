import { type ChildProcess, spawn } from "node:child_process";

/**
 * Ends the program when its own standard input ends. That pipe is ours: the system closes it when
 * this process is gone, even by `kill -9`, and a program that knows nothing of us is no orphan.
 * A background job of a shell has no standard input, hence the copy of it.
 */
const LEASH = `
  exec 3<&0
  "$@" </dev/null 3<&- & program=$!
  { read -r _ <&3; kill "$program"; } 2>/dev/null &
  exec 3<&-
  wait "$program"
`;

/** A program that ends, by SIGTERM, when `stdin` is closed or this process dies. */
export function spawnOnLeash(program: string, args: readonly string[]): ChildProcess {
  const options = { stdio: "pipe" } as const;
  const child =
    process.platform === "win32"
      ? spawn(program, args, options)
      : spawn("/bin/sh", ["-c", LEASH, "leash", program, ...args], options);
  if (process.platform === "win32") child.stdin?.once("finish", () => child.kill());
  // The shell's reader outlives a program that ended by itself until its pipe is closed.
  child.once("exit", () => child.stdin?.destroy());
  return child;
}
