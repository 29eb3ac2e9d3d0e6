#!/bin/sh
# Sets up Kubo (0.39 or later) as the node that Parley archives on: once, after `ipfs init`, and again
# after an update of this file. In the image of Kubo, put it into /container-init.d.
#
#   IPFS_PATH=/var/lib/ipfs sh configure.sh          speaks with no other node
#   IPFS_PATH=/var/lib/ipfs sh configure.sh shared   others can fetch from it: a pinning service has to
set -eu

set_to() { ipfs config --json "$1" "$2"; }

# The RPC obeys whoever reaches it: this machine alone, and no web page.
set_to Addresses.API '"/ip4/127.0.0.1/tcp/5001"'
set_to API.HTTPHeaders '{}'

# The gateway gives what is archived here, and looks nowhere else. A proxy with TLS stands before it.
set_to Addresses.Gateway '"/ip4/127.0.0.1/tcp/8080"'
set_to Gateway.NoFetch true
set_to Gateway.NoDNSLink true
set_to Gateway.ExposeRoutingAPI false
set_to Gateway.DisableHTMLErrors true
# Other XMTP apps fetch files as they are; Parley itself fetches blocks, and verifies them.
set_to Gateway.DeserializedResponses true
# Nothing of it is ever a page of that origin.
set_to Gateway.HTTPHeaders '{
  "Content-Security-Policy": ["default-src '"'none'"'; sandbox"],
  "X-Content-Type-Options": ["nosniff"],
  "Referrer-Policy": ["no-referrer"],
  "Cross-Origin-Resource-Policy": ["cross-origin"]
}'

# It carries nobody else's traffic, asks no gateway for blocks, and opens no port of a router.
set_to Swarm.RelayService.Enabled false
set_to Swarm.RelayClient.Enabled false
set_to Swarm.EnableHolePunching false
set_to Swarm.DisableNatPortMap true
set_to HTTPRetrieval.Enabled false

# Nobody is told how it is used.
set_to Plugins.Plugins.telemetry.Config.Mode '"off"'

# The CIDs that browsers compute (IPIP-499, unixfs-v1-2025).
set_to Import.CidVersion 1
set_to Import.UnixFSRawLeaves true
set_to Import.UnixFSChunker '"size-1048576"'
set_to Import.UnixFSFileMaxLinks 1024
set_to Import.HashFunction '"sha2-256"'

# What is acknowledged is on the disk (`sync`). Parley has it collected when something is deleted.
set_to Datastore.StorageMax '"100GB"'
set_to Datastore.Spec '{
  "type": "mount",
  "mounts": [
    {
      "mountpoint": "/blocks",
      "path": "blocks",
      "prefix": "flatfs.datastore",
      "shardFunc": "/repo/flatfs/shard/v1/next-to-last/2",
      "sync": true,
      "type": "flatfs"
    },
    {
      "compression": "none",
      "mountpoint": "/",
      "path": "datastore",
      "prefix": "leveldb.datastore",
      "type": "levelds"
    }
  ]
}'

if [ "${1:-}" = shared ]; then
  # Says of whole files that it has them, not of each block.
  set_to Provide.Enabled true
  set_to Provide.Strategy '"roots"'
else
  set_to Provide.Enabled false
  set_to Addresses.Swarm '[]'
  set_to Bootstrap '[]'
  set_to AutoConf.Enabled false
  set_to AutoTLS.Enabled false
  set_to Routing.Type '"none"'
  set_to Routing.DelegatedRouters '[]'
  set_to Ipns.DelegatedPublishers '[]'
  set_to DNS.Resolvers '{}'
  set_to Discovery.MDNS.Enabled false
fi
