import unittest, sys
class T(unittest.TestCase):
    def test_a(self): self.assertEqual(1, 1)
    def test_b(self): self.assertEqual(1, 2, "no")
    def test_c(self): 1 / 0
    @unittest.skip("later")
    def test_d(self): pass
    def test_e(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
suite = unittest.defaultTestLoader.loadTestsFromTestCase(T)
class R(unittest.TextTestResult):
    def startTestRun(self): pass
import time
time.perf_counter = lambda: 0.0
result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
print(result.wasSuccessful(), len(result.failures), len(result.errors))
# --- next step ---
p = unittest.main(exit=False, argv=["x"], verbosity=0)
print(p.result)
# --- next step ---
unittest.main(argv=["x", "T.test_a"])
