from __future__ import annotations
from dataclasses import dataclass
# --- next step ---
@dataclass
class Node:
    value: int
    next: Node | None = None
# --- next step ---
print(Node(1, Node(2)))
print(Node.__annotations__, Node.__module__, Node.__qualname__)
