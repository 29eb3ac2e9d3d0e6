import type { SendRequest } from "./upload-file.ts";

/** A request may say nothing for so long before it counts as lost. */
const SILENCE_MS = 30_000;

/**
 * Sends a request and tells how much of its body has left: `fetch` can't tell. Rejects when no
 * answer came.
 */
export const sendByXhr: SendRequest = ({ method, path, body, signal, onSent }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    let silence = setTimeout(stop, SILENCE_MS);
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(stop, SILENCE_MS);
    };
    signal.addEventListener("abort", stop);
    request.upload.onprogress = ({ loaded }) => {
      heard();
      onSent?.(loaded);
    };
    request.onloadend = () => {
      clearTimeout(silence);
      signal.removeEventListener("abort", stop);
      if (request.status === 0) reject(signal.reason ?? new Error("No answer"));
      else resolve({ status: request.status, text: request.responseText });
    };
    request.open(method, path);
    if (body) request.setRequestHeader("content-type", "application/octet-stream");
    request.send(body ?? null);
  });
