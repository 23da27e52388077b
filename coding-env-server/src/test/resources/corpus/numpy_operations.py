# needs: numpy
import numpy as np
a = np.arange(12).reshape(3, 4)
print(a.sum(axis=0), a @ a.T, a[a > 5], a.mean(), np.linalg.norm([3, 4]))
rng = np.random.default_rng(1)
print(rng.integers(0, 10, 5), np.random.RandomState(1).rand(2))
np.random.seed(3)
print(np.random.rand(2), np.float32(1) / 3, a.dtype)
print(np.array([1, 2]) / np.array([0, 1]))
a.reshape(5, 5)
