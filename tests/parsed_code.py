"""The code, parsed once for all tests that look at it."""

import ast
from functools import cache
from pathlib import Path


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of it."""
    return nodes(parsed(path))


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Every node, as `ast.walk` comes to them: walked once for all rules."""
    found: list[ast.AST] = [tree]
    for node in found:  # it grows as it is read, as in `ast.walk`, which takes twice as long
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, ast.AST):
                found.append(value)
            elif isinstance(value, list):
                found += [one for one in value if isinstance(one, ast.AST)]
    return tuple(found)
