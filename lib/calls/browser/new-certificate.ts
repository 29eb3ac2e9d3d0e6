import { ParleyError } from "@/lib/errors/base.ts";
import { fingerprintOf } from "../core/commitment.ts";
import type { NewCertificate } from "../ports.ts";

const KEY = { name: "ECDSA", namedCurve: "P-256" };

/** A certificate of this browser's, for one call. */
export const newCertificate: NewCertificate = async () => {
  try {
    const value = await RTCPeerConnection.generateCertificate(KEY);
    return { value, fingerprint: await fingerprintFor(value) };
  } catch (cause) {
    throw new ParleyError("call.failed", "No certificate could be made", { cause });
  }
};

/** Read from an offer that nobody gets: not every browser tells it of the certificate itself. */
async function fingerprintFor(certificate: RTCCertificate): Promise<string> {
  const asked = new RTCPeerConnection({ certificates: [certificate] });
  asked.createDataChannel("");
  const { sdp = "" } = await asked.createOffer();
  asked.close();
  const fingerprint = fingerprintOf({ sdp });
  if (fingerprint === undefined) throw new TypeError("The browser told no SHA-256 fingerprint");
  return fingerprint;
}
