/** What ports may name of the web: cores are typed without a browser. */
interface Blob {
  readonly size: number;
  readonly type: string;
}
interface MediaStream {
  readonly id: string;
}
interface MediaStreamTrack {
  readonly id: string;
}
interface RTCCertificate {
  readonly expires: number;
}
interface AbortSignal {
  readonly aborted: boolean;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean });
  decode(bytes: Uint8Array): string;
}
