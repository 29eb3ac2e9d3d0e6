/** What ports may name of the web: cores are typed without a browser. */
interface Blob {
  readonly size: number;
  readonly type: string;
}
interface AbortSignal {
  readonly aborted: boolean;
}
