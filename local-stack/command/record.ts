import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { LocalStackError } from "../errors.ts";
import { CONTROL_OPTIONS, fetchControl } from "./ask-control.ts";
import { defineCommand, UsageError } from "./command.ts";

export const record = defineCommand({
  usage: "FILE [options]",
  about: `Writes every request that reaches a running stack's network into a file, with its time, until Ctrl-C. Begin
before the app does: what was there before is not in the file, and a replay on an empty stack lacks it.
There is no plaintext in it: messages are ciphertext. Topics, wallet addresses and signatures are public
and in it.`,
  options: { control: CONTROL_OPTIONS.control },
  examples: ["record session.ndjson", "replay session.ndjson --url http://127.0.0.1:5557"],
  async run({ flags, args: [file, ...more] }) {
    if (file === undefined || more.length > 0) throw new UsageError("record FILE: name one file.");
    const ending = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());
    const response = await fetchControl(flags.control, "/recording", { signal: ending.signal });
    if (!response.ok || !response.body) {
      throw new LocalStackError("What answers there does not record.");
    }
    console.error(`Recording into ${file}. Ctrl-C ends it.`);
    let lines = 0;
    async function* counted(chunks: AsyncIterable<Uint8Array>) {
      try {
        for await (const chunk of chunks) {
          for (const byte of chunk) if (byte === 0x0a) lines++;
          yield chunk;
        }
      } catch (error) {
        // The end that was asked for, or that of the stack.
        if (!ending.signal.aborted) console.error("The stack has ended.");
        else if (!(error instanceof Error)) throw error;
      }
    }
    await pipeline(counted(response.body), createWriteStream(file)).catch((cause: unknown) => {
      throw new LocalStackError(`${file} can't be written.`, { cause });
    });
    console.log(`${Math.max(0, lines - 1)} requests are in ${file}.`);
    return 0;
  },
});
