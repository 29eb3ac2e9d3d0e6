export const YEAR_SECONDS = 31_536_000;

/** Sets a cookie by which the server draws the next page as this one is. None says who one is. */
export function setCookie(name: string, value: string, maxAgeSeconds: number): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere
  document.cookie = `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; SameSite=Lax`;
}
