import { type FileHandle, open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { LocalStackError } from "../errors.ts";
import { CONTROL_OPTIONS, fetchControl } from "./ask-control.ts";
import { defineCommand, UsageError } from "./command.ts";
import { stopSignals } from "./stop-signals.ts";

const LINE_FEED = 0x0a;

export const record = defineCommand({
  usage: "FILE [options]",
  about: `Writes every request that reaches a running stack's network into a file, with its time, until Ctrl-C. Begin
before the app does: what was there before is not in the file, and a replay on an empty stack lacks it.
There is no plaintext in it: messages are ciphertext. Topics, wallet addresses and signatures are public
and in it.`,
  options: {
    control: CONTROL_OPTIONS.control,
    replace: { type: "boolean", says: "take the place of a file of that name" },
  },
  examples: ["record session.ndjson", "record session.ndjson --replace"],
  async run({ flags, args: [file, ...more] }) {
    if (file === undefined || more.length > 0) throw new UsageError("record FILE: name one file.");
    const ending = new AbortController();
    for (const signal of stopSignals()) process.once(signal, () => ending.abort());
    const { body } = await fetchControl(flags.control, "/recording", { signal: ending.signal });
    try {
      const output = await openNew(file, flags.replace ?? false);
      console.error(`Recording into ${file}. Ctrl-C ends it.`);
      const lines = await writeInto(output, file, body ?? new ReadableStream(), ending);
      console.log(`${Math.max(0, lines - 1)} requests are in ${file}.`);
    } finally {
      // Without it the connection would keep this process.
      ending.abort();
    }
    return 0;
  },
});

async function openNew(file: string, replace: boolean): Promise<FileHandle> {
  try {
    return await open(file, replace ? "w" : "wx");
  } catch (cause) {
    const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    const reason = isThere
      ? "is there already. Choose another name, or replace it with --replace."
      : "can't be written.";
    throw new LocalStackError(`${file} ${reason}`, { cause });
  }
}

/** Resolves at the end that was asked for, or that of the stack, with how many lines were written. */
async function writeInto(
  output: FileHandle,
  file: string,
  body: ReadableStream<Uint8Array>,
  ending: AbortController,
): Promise<number> {
  let lines = 0;
  async function* counted() {
    try {
      for await (const chunk of body) {
        for (const byte of chunk) if (byte === LINE_FEED) lines++;
        yield chunk;
      }
    } catch {
      // The connection broke, as it does at either end.
    }
    if (!ending.signal.aborted) console.error("The stack has ended.");
  }
  const written = output.createWriteStream();
  // A pipeline would hear of a full disk only with the next request.
  written.once("error", () => ending.abort());
  await pipeline(counted(), written).catch((cause: unknown) => {
    throw new LocalStackError(`${file} can't be written.`, { cause });
  });
  return lines;
}
