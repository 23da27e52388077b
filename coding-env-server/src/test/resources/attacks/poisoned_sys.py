# expect: any
# cause: any
import sys
for name in list(vars(sys)):
    if name not in ('modules', 'stderr', 'stdout'):
        try:
            setattr(sys, name, None)
        except Exception:
            pass
1/0
# --- next step ---
print('next')
