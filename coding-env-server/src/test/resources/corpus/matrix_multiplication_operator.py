class M:
    def __matmul__(self, o):
        return 'mm'
print(M() @ M())
