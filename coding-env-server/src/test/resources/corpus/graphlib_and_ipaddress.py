import graphlib, ipaddress
print(list(graphlib.TopologicalSorter({'d': {'b', 'c'}, 'b': {'a'}, 'c': {'b'}}).static_order()))
n = ipaddress.ip_network('10.0.0.0/29')
print(list(n.hosts())[:2], ipaddress.ip_address('::1').is_loopback, n.num_addresses)
graphlib.TopologicalSorter({'a': {'a'}}).prepare()
