"""test_loaded: what a process has loaded is not walked by the garbage collector again."""

import gc

from server.loaded import keep_loaded


def test_what_is_loaded_is_left_out_of_later_collections() -> None:
    try:
        keep_loaded()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
