"""Settings that all tests share."""

import os

from hypothesis import settings

# No test is timed; speed lives in benchmarks/. The same examples are drawn each time, so that a run tells about the
# change and not about luck: MINGZHANG_EXPLORE=1 draws new ones.
settings.register_profile("mingzhang", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("MINGZHANG_EXPLORE") else "mingzhang")
