/** After a candidate of a relay so long nothing else comes: what is there is enough. */
const QUIET_MS = 100;
/** The same where no server is asked: this device's own addresses come together. */
const QUIET_ALONE_MS = 30;
/** Nobody waits longer for candidates. */
const AT_MOST_MS = 1_000;
/** What comes after the description is told once, so much later. */
const LATE_MS = 1_500;

/**
 * Waits until the candidates of a description are there: all of them, or a relay's and a moment of
 * quiet, or a second of searching. Where no server is asked, any of them and a moment of quiet. Begin it before `setLocalDescription`. What comes later is told
 * once to `onLate`.
 */
export function gathering(
  connection: RTCPeerConnection,
  onLate: (candidates: readonly string[]) => void,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const late: string[] = [];
  const isAlone = (connection.getConfiguration().iceServers ?? []).length === 0;
  let isEnough = false;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const enough = () => {
    isEnough = true;
    clearTimeout(quiet);
    clearTimeout(limit);
    resolve();
  };
  const limit = setTimeout(enough, AT_MOST_MS);
  const stop = () => {
    connection.removeEventListener("icecandidate", onCandidate);
    connection.removeEventListener("icegatheringstatechange", onState);
    if (late.length > 0 && connection.connectionState !== "closed") onLate(late);
    late.length = 0;
  };
  const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent) => {
    if (!candidate?.candidate) return;
    if (isEnough) {
      if (late.push(candidate.candidate) === 1) setTimeout(stop, LATE_MS);
      return;
    }
    clearTimeout(quiet);
    if (isAlone) quiet = setTimeout(enough, QUIET_ALONE_MS);
    else if (candidate.type === "relay") quiet = setTimeout(enough, QUIET_MS);
  };
  const onState = () => {
    if (connection.iceGatheringState !== "complete") return;
    if (isEnough) stop();
    else enough();
  };
  connection.addEventListener("icecandidate", onCandidate);
  connection.addEventListener("icegatheringstatechange", onState);
  return promise;
}
