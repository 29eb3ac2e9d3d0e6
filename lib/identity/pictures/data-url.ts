/** What a `data:` URL holds (RFC 2397), or undefined when it does not read as one. */
export function readDataUrl(url: string): Uint8Array<ArrayBuffer> | undefined {
  const [, isBase64, body = ""] = /^data:[^,]*?(;base64)?,(.*)$/is.exec(url.trim()) ?? [];
  if (!/^data:[^,]*,/i.test(url.trim())) return undefined;
  try {
    const text = decodeURIComponent(body);
    if (isBase64 === undefined) return new TextEncoder().encode(text);
    const binary = atob(text.replace(/\s/g, ""));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
