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

/** The same where there is no such shell: for some 40 MB more, by Node. Windows knows no SIGTERM and ends it at once. */
const NODE_LEASH = `
  const [program, ...args] = process.argv.slice(1);
  const child = require("node:child_process").spawn(program, args, {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const end = () => child.kill();
  process.stdin.on("end", end).on("error", end).resume();
  child.once("error", (error) => { console.error(error.message); process.exit(1); });
  child.once("exit", (code) => process.exit(code ?? 1));
`;

/** A program that ends, by SIGTERM, when `stdin` is closed or this process dies, whatever ends that. */
export function spawnOnLeash(
  program: string,
  args: readonly string[],
  platform = process.platform,
): ChildProcess {
  const options = { stdio: "pipe" } as const;
  const child =
    platform === "win32"
      ? spawn(process.execPath, ["-e", NODE_LEASH, program, ...args], options)
      : spawn("/bin/sh", ["-c", LEASH, "leash", program, ...args], options);
  // The reader outlives a program that ended by itself until its pipe is closed.
  child.once("exit", () => child.stdin?.destroy());
  return child;
}
