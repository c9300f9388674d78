"""The live room under load: see `run.py`."""
