/** What can go wrong between a client and the app's own server. */
export type ServerSessionErrorCode =
  /** Not what this address takes: no JSON, a field missing or too many, a text of another form. */
  | "server.malformed"
  /** A request from another site's page, or from a page at another address of this one. */
  | "server.wrong-origin"
  | "server.too-large"
  /** The body is not declared as JSON. */
  | "server.wrong-type"
  /** This client asks more often than anybody has to. */
  | "server.too-many"
  /** The server has more to do than it can; the same request may work later. */
  | "server.busy"
  /** The app's server does not answer. */
  | "server.unreachable"
  /** There is no session, or it is over. */
  | "session.none"
  /** The cookie was replaced moments ago: the browser has a newer one. */
  | "session.superseded"
  /** The nonce was not made here, not for this, too long ago, or was used already. */
  | "session.nonce"
  /** The proof is meant for another domain. */
  | "session.wrong-domain"
  /** The proof was valid before, or will be, or for longer than it may. */
  | "session.expired"
  /** Somebody else signed, or another text was signed. */
  | "session.signature"
  /** The network knows nothing of this installation, or this wallet, in this inbox: not any more perhaps. */
  | "session.not-a-member"
  /** A contract wallet on a chain that this server can't ask. */
  | "session.wrong-chain"
  /** The chain's RPC server does not answer. */
  | "session.chain-unreachable";
