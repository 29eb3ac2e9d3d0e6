import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createDiscreetLogger, shortenIds } from "./shorten-ids.ts";

const ADDRESS = `0x${"Ab".repeat(20)}`;
const INBOX = "cd".repeat(32);

describe("logs", () => {
  it("cut addresses and ids, and leave words and numbers alone", () => {
    expect(shortenIds(`${ADDRESS} is not in ${INBOX}; epoch 12345678`)).toBe(
      "0xAbAbAbAb… is not in cdcdcdcd…; epoch 12345678",
    );
  });

  it("cut CIDs, by which anybody could fetch what is behind them", () => {
    const cid = `bafkrei${"abcd".repeat(13)}`;
    expect(shortenIds(`could not find ${cid}`)).toBe("could not find bafkreiabcdabcd…");
  });

  it("name nobody in reasons and errors", () => {
    let written = "";
    const sink = new Writable({
      write(chunk, _encoding, done) {
        written += chunk;
        done();
      },
    });
    const log = createDiscreetLogger(pino(sink)).child({ part: "xmtp" });
    log.info({ reason: `no ${ADDRESS}`, err: new Error(`bad ${INBOX}`) }, "refused");
    expect(written).toContain("0xAbAbAbAb…");
    expect(written).toContain("bad cdcdcdcd…");
    expect(written).not.toContain(ADDRESS);
    expect(written).not.toContain(INBOX);
  });
});
