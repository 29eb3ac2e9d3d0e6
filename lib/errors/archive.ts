/** What can go wrong between a sealed file and the archive of the app's server. */
export type ArchiveErrorCode =
  /** It would be more than this inbox may archive. */
  | "archive.quota"
  /** It is larger than a file may be. */
  | "archive.too-large"
  /** What arrived is not what its CID stands for. */
  | "archive.wrong-cid"
  /** Not where the upload stands; the answer says where. */
  | "archive.wrong-offset"
  /** There is no such upload, or it is over. */
  | "archive.no-upload"
  /** Nobody archived this here, or not any more. */
  | "archive.not-archived"
  /** This inbox has too many uploads under way. */
  | "archive.too-many"
  /** The IPFS node of this server does not answer, or there is none. */
  | "archive.no-node"
  /** The pinning service does not answer, or not as it should. */
  | "archive.no-service"
  /** The IPFS node, or the disk before it, has no room left. */
  | "archive.storage-full"
  /** This server archives nothing. */
  | "archive.none"
  /** The database does not answer, or is broken. */
  | "archive.no-records"
  /** Another process has the folder of the database open. */
  | "archive.records-in-use"
  /** A newer Parley made the database. */
  | "archive.newer-records"
  /** The app's server does not answer. */
  | "archive.unreachable";
