import { CONTENT, privateMessage, publicMessage } from "../test-support/mls-bytes.ts";
import { createRandom } from "../testing/world/seeded-random.ts";
import { parseGroupMessage } from "../xmtp/mls/group-message.ts";
import { installationKeyOf } from "../xmtp/mls/key-package.ts";
import { MalformedMlsError } from "../xmtp/mls/tls-reader.ts";
import { spoil } from "./spoil.ts";

const GROUP = Buffer.from("a fuzzed group!!");
const MESSAGES = [
  privateMessage(GROUP, "an application message"),
  privateMessage(GROUP, "x".repeat(300), CONTENT.commit),
  publicMessage(GROUP),
];
/** Version, cipher suite, init key, encryption key, signature key and what follows. */
const KEY_PACKAGE = Buffer.concat([
  Buffer.of(0, 1, 0, 3),
  ...[1, 2, 3].map((fill) => Buffer.concat([Buffer.of(32), Buffer.alloc(32, fill)])),
  Buffer.alloc(80, 9),
]);

/**
 * Reads `count` spoiled MLS headers of group messages and key packages. Throws what is thrown that is
 * no refusal, and when what was read is not possible.
 */
export function fuzzParsers({ count, seed }: { count: number; seed: number }) {
  const random = createRandom(seed, "MLS headers");
  const outcomes = { read: 0, refused: 0 };
  for (let i = 0; i < count; i++) {
    const isMessage = random.fraction() < 0.7;
    const bytes = spoil(isMessage ? random.pick(MESSAGES) : KEY_PACKAGE, random);
    try {
      const topic = isMessage ? parseGroupMessage(bytes).groupId : installationKeyOf(bytes);
      if (topic.length === 0 || topic.length > bytes.length)
        throw new Error("An impossible topic.");
      outcomes.read++;
    } catch (error) {
      if (!(error instanceof MalformedMlsError)) throw error;
      outcomes.refused++;
    }
  }
  return outcomes;
}
