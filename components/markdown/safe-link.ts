/**
 * Where a link leads, as the browser will resolve it. Only http and https, none with a user name
 * in front of the host (it reads like another host); undefined for what is no such link.
 */
export function safeLink(text: string): { href: string; host: string } | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  return { href: url.href, host: url.host };
}
