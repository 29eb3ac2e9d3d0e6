import { toBinary } from "@bufbuild/protobuf";
import { signedElsewhere } from "../test-support/signed-elsewhere.ts";
import { statusOfCall } from "../testing/node-calls.ts";
import { createRandom } from "../testing/world/seeded-random.ts";
import { IdentityUpdateSchema } from "../xmtp/wire/gen/xmtp/associations_pb.ts";
import type { Answers } from "./fuzz-wire.ts";
import { spoil } from "./spoil.ts";

const PUBLISH = "xmtp.identity.api.v1.IdentityApi/PublishIdentityUpdate";
const UPLOAD = "xmtp.mls.api.v1.MlsApi/UploadKeyPackage";
const IN_FLIGHT = 8;

/** Field 1 with those bytes: how both requests begin. */
function field(bytes: Uint8Array): Buffer {
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    length.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 0x7f) break;
  }
  return Buffer.concat([Buffer.of(0x0a, ...length), bytes]);
}

/**
 * Publishes `count` spoiled identity updates and key packages of somebody who registered at
 * `originUrl` to the node at `url`, which judges them by libxmtp.
 */
export async function fuzzIdentities(
  url: string,
  originUrl: string,
  { count, seed }: { count: number; seed: number },
): Promise<Answers> {
  const random = createRandom(seed, "identities");
  const { log, keyPackage } = await signedElsewhere(originUrl);
  const updates = log.map((update) => toBinary(IdentityUpdateSchema, update));
  const answers: Answers = new Map();
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const isUpdate = random.fraction() < 0.7;
      const spoiled = spoil(isUpdate ? random.pick(updates) : keyPackage, random);
      const message = isUpdate ? field(spoiled) : field(field(spoiled));
      const answer = await statusOfCall(url, isUpdate ? PUBLISH : UPLOAD, message);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return answers;
}
