"""A Ray cluster on this machine of so many nodes with one processor each.

    python local_cluster.py 2

Prints one JSON object: {"address", "nodes": {node name: process id of its raylet}}. Ends with its input.
"""

import json
import socket
import sys

from ray.cluster_utils import Cluster

cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
nodes = [cluster.add_node(num_cpus=1) for _ in range(int(sys.argv[1]))]
print(json.dumps({
    "address": cluster.address,
    "nodes": {
        f"{socket.gethostname()}-{node.node_id[:8]}": node.all_processes["raylet"][0].process.pid
        for node in nodes
    },
}), flush=True)
sys.stdin.read()
cluster.shutdown()
