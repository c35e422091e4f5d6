"""The weights that `python -m retrieval.train_support` fitted, as they are stored."""
from functools import lru_cache
from retrieval import evidence as e
class _C:
    choice=None
@lru_cache(maxsize=1)
def shipped():
    c=_C(); c.choice=e._WEIGHTS; return c
