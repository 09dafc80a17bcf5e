"""Where the data that tests share lives (vectors, benchmarks, genuine software)."""
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared(*parts: str) -> Path:
    """Path inside the shared data folder; skips the test when it is absent."""
    base = Path(os.environ.get("CPCMS_SHARED") or ROOT.parent / "shared")
    path = base.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"shared data absent: {'/'.join(parts)}")
    return path
