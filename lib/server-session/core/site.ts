/** The site that sessions are opened for. */
export type Site = {
  /** Scheme, host and port: `https://parley.example.org`. */
  origin: string;
  /** Host and port (RFC 3986 authority), as EIP-4361 names a domain. */
  domain: string;
};

/** The site at an origin, which was validated with the configuration. */
export function siteOf(origin: string): Site {
  return { origin, domain: origin.replace(/^https?:\/\//, "") };
}
