import { useConnect, useConnection, useConnectors, useDisconnect } from "wagmi";

/** The wallets that announce themselves, or the account that is connected. */
export function Wallet() {
  const { address } = useConnection();
  const connectors = useConnectors();
  const { mutate: connect } = useConnect();
  const { mutate: disconnect } = useDisconnect();
  if (address) {
    return (
      <span>
        {`${address.slice(0, 6)}…${address.slice(-4)}`}
        <button type="button" onClick={() => disconnect()}>
          Disconnect
        </button>
      </span>
    );
  }
  return connectors.map((connector) => (
    <button key={connector.uid} type="button" onClick={() => connect({ connector })}>
      Connect {connector.name}
    </button>
  ));
}
