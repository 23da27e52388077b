import ast, dis
tree = ast.parse('x = 1 + 2')
print(ast.dump(tree), ast.unparse(tree), ast.literal_eval("{'a': [1, (2,)]}"))
class Double(ast.NodeTransformer):
    def visit_Constant(self, node): return ast.Constant(node.value * 2)
exec(compile(ast.fix_missing_locations(Double().visit(tree)), '<ast>', 'exec'))
print(x)
ast.literal_eval('f()')
