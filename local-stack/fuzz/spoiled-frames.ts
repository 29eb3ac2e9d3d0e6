import { create, toBinary } from "@bufbuild/protobuf";
import { groupInput } from "../test-support/mls-bytes.ts";
import type { Random } from "../testing/world/seeded-random.ts";
import { IdentityApi } from "../xmtp/wire/gen/xmtp/identity_api_pb.ts";
import {
  MlsApi,
  SendGroupMessagesRequestSchema,
  SubscribeGroupMessagesRequestSchema,
} from "../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { randomBytes, spoil } from "./spoil.ts";

/** A request of HTTP that is hardly ever a good one. */
export type SpoiledRequest = { path: string; headers: Record<string, string>; body: Buffer };

const PATHS = [MlsApi, IdentityApi].flatMap(({ typeName, methods }) =>
  methods.map(({ name }) => `/${typeName}/${name}`),
);
const GROUP = Buffer.from("a fuzzed group!!");
const GOOD = [
  toBinary(
    SendGroupMessagesRequestSchema,
    create(SendGroupMessagesRequestSchema, { messages: [groupInput(GROUP, "a message")] }),
  ),
  toBinary(
    SubscribeGroupMessagesRequestSchema,
    create(SubscribeGroupMessagesRequestSchema, { filters: [{ groupId: GROUP, idCursor: 1n }] }),
  ),
];
const WEB_TYPES = ["application/grpc-web", "application/grpc-web+proto"];
const OTHER_TYPES = [
  ...["application/grpc-web-text", "application/grpc-web+json", "application/proto"],
  ...["application/json", "application/connect+proto", "text/plain", ""],
];
const TIMEOUTS = ["1S", "50m", "0n", "-1S", "99999999H", "soon", ""];
const ENCODINGS = ["identity", "gzip", "br", "nonsense", ""];

/** One for `grpc` is sent over HTTP/2, one for `grpc-web` over HTTP/1.1. */
export function spoiledRequest(random: Random, transport: "grpc" | "grpc-web"): SpoiledRequest {
  const usual = transport === "grpc" ? ["application/grpc", "application/grpc+proto"] : WEB_TYPES;
  const type = random.fraction() < 0.9 ? random.pick(usual) : random.pick(OTHER_TYPES);
  const path = random.fraction() < 0.97 ? random.pick(PATHS) : `${random.pick(PATHS)}/nowhere`;
  return {
    path,
    headers: {
      "content-type": type,
      ...(random.fraction() < 0.1 && { "grpc-timeout": random.pick(TIMEOUTS) }),
      ...(random.fraction() < 0.1 && { "grpc-encoding": random.pick(ENCODINGS) }),
    },
    body: spoiledBody(random),
  };
}

function spoiledBody(random: Random): Buffer {
  const message =
    random.fraction() < 0.8
      ? spoil(random.pick(GOOD), random)
      : randomBytes(random, random.below(64));
  switch (random.below(8)) {
    case 0:
      return spoil(frame(0, message), random);
    case 1: // an announced length that is not so
      return frame(0, message, random.pick([0, 1, message.length + 1, 26_214_401, 0xffff_ffff]));
    case 2: // flags
      return frame(random.below(256), message);
    case 3: // several frames
      return Buffer.concat([frame(0, message), frame(random.pick([0, 1, 0x80]), message)]);
    case 4: // no frame
      return message;
    default:
      return frame(0, message);
  }
}

function frame(flag: number, message: Buffer, announced = message.length): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt8(flag, 0);
  header.writeUInt32BE(announced, 1);
  return Buffer.concat([header, message]);
}
