/** Of a JSON-RPC request, or of several in a list; none of what is neither. */
export function rpcMethods(body: Buffer): string[] {
  return callsOf(body).calls.map((call) => String(call?.method));
}

/** JSON-RPC's code for an error of the server. */
const INTERNAL = -32_603;

/** The same error for every call of a request, in a list where they are one; for nobody's where none can be read. */
export function rpcErrors(body: Buffer | undefined, message: string): unknown {
  const { calls, isList } = callsOf(body);
  const error = { code: INTERNAL, message };
  const answers = calls.map((call) => ({ jsonrpc: "2.0", id: call?.id ?? null, error }));
  const [first = { jsonrpc: "2.0", id: null, error }] = answers;
  return isList && answers.length > 0 ? answers : first;
}

type Call = { method?: unknown; id?: unknown } | null;

function callsOf(body: Buffer | undefined): { calls: Call[]; isList: boolean } {
  if (!body) return { calls: [], isList: false };
  try {
    const asked: unknown = JSON.parse(body.toString());
    return { calls: [asked].flat() as Call[], isList: Array.isArray(asked) };
  } catch {
    return { calls: [], isList: false };
  }
}
