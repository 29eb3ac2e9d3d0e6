const HEADER_BYTES = 5;
const TRAILER_FLAG = 0x80;

/** The one message of a unary gRPC-web request body. */
export function unframe(body: Uint8Array): Uint8Array {
  return body.subarray(HEADER_BYTES);
}

/** A unary gRPC-web response that succeeded with `message`. */
export function okResponse(message: Uint8Array): Response {
  const body = Buffer.concat([frame(0, message), trailers("grpc-status:0\r\n")]);
  return response(body);
}

/** A unary gRPC-web response that failed with a gRPC status. */
export function failedResponse(status: number, message: string): Response {
  return response(
    trailers(`grpc-status:${status}\r\ngrpc-message:${encodeURIComponent(message)}\r\n`),
  );
}

function response(body: Uint8Array<ArrayBuffer>): Response {
  return new Response(body, { headers: { "content-type": "application/grpc-web+proto" } });
}

function trailers(text: string): Buffer<ArrayBuffer> {
  return frame(TRAILER_FLAG, Buffer.from(text));
}

function frame(flag: number, payload: Uint8Array): Buffer<ArrayBuffer> {
  const framed = Buffer.alloc(HEADER_BYTES + payload.length);
  framed.writeUInt8(flag, 0);
  framed.writeUInt32BE(payload.length, 1);
  framed.set(payload, HEADER_BYTES);
  return framed;
}
