"""Settings that all tests share."""

from hypothesis import settings

settings.register_profile("mingzhang", deadline=None)  # no test is timed; speed lives in benchmarks/
settings.load_profile("mingzhang")
