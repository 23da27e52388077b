from pathlib import Path
print(Path('/tmp').exists())
